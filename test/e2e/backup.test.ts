import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createLocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { createDatabase } from '../../src/db/database.js';
import { databases } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { sampleUnit } from '../support/sample-unit.js';
import { HEAD, OFFICER, TOKEN } from './world.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A script of the program in a folder of its own, with this environment and no other. */
function run(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...given: readonly string[]
) {
  const child = spawn(process.execPath, [`${root}dist/${script}.js`, ...given], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += String(data)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  return { child, ended };
}

it('the program backs itself up, and its copy in a chat starts it again on another computer', async () => {
  const [sqlite] = databases();
  if (!sqlite) throw new Error('SQLite is always there');
  const database = await sqlite.open({ neighbours: false });
  await sampleUnit(database.db, 'Rutan Kelas IIB Masohi');
  const participants = await database.db.read.participant.count();
  await database.db.close();

  const telegram = createLocalTelegram({ token: TOKEN });
  for (const [id, first_name] of [
    [HEAD, 'Yusuf'],
    [OFFICER, 'Maria'],
  ] as const) {
    telegram.addUser({ id, first_name, language_code: 'id' });
    telegram.begin(id);
  }
  const playground = await serveTelegram(telegram, { port: 0 });
  const [here, there] = [await mkdtemp(join(tmpdir(), 'here-')), await mkdtemp(join(tmpdir(), 'there-'))];
  onTestFinished(async () => {
    await playground.close();
    await database.close();
    for (const folder of [here, there]) await rm(folder, { recursive: true });
  });
  const configured = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: playground.url,
    UNIT_NAME: 'Rutan Kelas IIB Masohi',
    HEAD_TELEGRAM_IDS: String(HEAD),
    PORT: '0',
    DATA_KEY: randomBytes(32).toString('base64url'),
  };
  const { DATA_KEY } = configured;

  const env = { ...configured, DATABASE_URL: database.url, BACKUP_CHAT_ID: String(OFFICER) };
  const first = run('main', here, env);
  const message = await telegram.waitFor(OFFICER, ({ document }) => document !== undefined, PATIENCE_MS);
  expect(message.text).toContain('Cadangan data Sambang');
  first.child.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(await readdir(join(here, 'data/backups'))).toEqual([message.document?.name.replace('.gz.age', '')]);

  const { name, bytes } = telegram.file(message.document?.fileId ?? '');
  await writeFile(join(there, name), bytes);
  const restored = await run('office/restore-command', there, { DATA_KEY }, name).ended;
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining(`${participants} WBP`) });

  const second = run('main', there, { ...configured, BACKUP_HOUR: 'off' });
  telegram.send(HEAD, HEAD, { text: '/peserta' });
  await telegram.waitFor(HEAD, ({ fromBot }) => fromBot, PATIENCE_MS);
  second.child.kill('SIGTERM');
  await second.ended;
  const db = await createDatabase(`file:${join(there, 'data/sambang.db')}`);
  expect(await db.read.participant.count()).toBe(participants);
  await db.close();
});
