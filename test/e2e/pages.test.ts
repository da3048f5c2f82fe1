import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../support/database.js';
import { HEAD, startWorld, type World } from './world.js';

/** The program as it is started, with and without an address at which people reach it. */
describe.each(databases())('what is public on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: World;
  const lines: string[] = [];
  beforeAll(async () => {
    database = await open({ neighbours: false });
    await database.db.close();
    const publicUrl = 'https://rutan.example.go.id/sambang';
    world = await startWorld(database.url, '2023-08-29T08:00:00+09:00', lines, { publicUrl });
  });
  afterAll(async () => {
    await world.stop();
    await database.close();
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${world.port()}${path}`);

  it('is served at the port of the program, below the path of the public address or without it', async () => {
    const head = world.seat(HEAD);
    head.say(`/start ${world.claimCode()}`);
    await head.sees('Anda kini Kepala Rutan');
    head.say('/kunjungan kalender');
    await head.tap('Buat tautan', await head.sees('belum punya tautan kalender'));
    const { text } = await head.sees('Tautan kalender Anda siap');
    const path = /https:\/\/rutan\.example\.go\.id(\S+\.ics)/u.exec(text)?.[1] ?? expect.unreachable(text);
    const feed = await get(path);
    expect([feed.status, await feed.text()]).toEqual([200, expect.stringMatching(/^BEGIN:VCALENDAR\r\n/u)]);
    expect((await get(path.replace('/sambang', ''))).status).toBe(200);
    const unknown = await get(`/sambang/jawab/1-1-1-${'0'.repeat(6)}-${'0'.repeat(32)}`);
    expect([unknown.status, await unknown.text()]).toEqual([404, 'not found']);
    expect((await get('/healthz')).status).toBe(200);
    expect(world.refused).toEqual([]);
    expect(lines.join('')).not.toMatch(/kalender|jawab/u);
  });
});
