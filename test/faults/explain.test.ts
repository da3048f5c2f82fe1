import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { bothLanguages, explainFault } from '../../src/faults/explain.js';
import { tooOld } from '../../src/faults/node-version.js';

const SQLITE = { databaseUrl: 'file:./data/sambang.db' };

async function faultOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

describe('a fault is told', () => {
  it.skipIf(!existsSync('/dev/full'))('from the disk’s own error where that is full', async () => {
    const full = await faultOf(() => writeFile('/dev/full', 'x'));
    expect(explainFault(full, SQLITE)?.en).toContain('The disk is full');
  });

  it('from the database’s, through all that wraps it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sambang-fault-'));
    const url = `file:${join(folder, 'sambang.db')}`;
    await migrate(url);
    const small = new BetterSqlite3(join(folder, 'sambang.db'));
    const pages = Number(small.pragma('page_count', { simple: true }));
    small.pragma(`max_page_count = ${pages}`);
    const full = await faultOf(() => small.exec('CREATE TABLE note (text); CREATE TABLE other (text)'));
    small.close();
    expect(explainFault(new Error('not written', { cause: full }), SQLITE)?.id).toContain('Disk penuh');

    const db = await createDatabase(url);
    const reader = await faultOf(() => db.read.$queryRaw`DELETE FROM "Unit"`);
    expect(explainFault(reader, SQLITE)?.en).toContain('may not write to ./data/sambang.db');
    await db.close();
    await rm(folder, { recursive: true });
  });

  it('from what Telegram refuses', () => {
    const refused = new GrammyError(
      'setWebhook failed',
      {
        ok: false,
        error_code: 400,
        description: 'Bad Request: bad webhook: IP address 10.0.0.1 is reserved',
      },
      'setWebhook',
      {},
    );
    const said = explainFault(refused, SQLITE);
    expect(said && bothLanguages(said)).toMatch(
      /^Telegram menolak alamat di WEBHOOK_URL.*\nTelegram refuses the address/u,
    );
    expect(said?.en).not.toContain('10.0.0.1');
  });

  it('by its class, and by what it says of itself', () => {
    const token = Object.assign(new Error('x'), { name: 'BadTokenError' });
    expect(explainFault(token, SQLITE)?.id).toContain('tidak menerima BOT_TOKEN');
    const own = Object.assign(new Error('x'), { said: { id: 'Satu.', en: 'One.' } });
    expect(explainFault(new Error('y', { cause: own }), SQLITE)).toEqual({ id: 'Satu.', en: 'One.' });
  });

  it('or not at all where nobody has foreseen it', () => {
    for (const thrown of [new Error('x'), new TypeError('y'), 'text', null, undefined])
      expect(explainFault(thrown, SQLITE)).toBeUndefined();
  });

  it('by PostgreSQL’s code, as of a standby, however deep it lies', () => {
    const driverAdapterError = Object.assign(new Error('x'), { cause: { originalCode: '25006' } });
    const thrown = Object.assign(new Error('x'), { code: 'P2010', meta: { driverAdapterError } });
    expect(explainFault(thrown, { databaseUrl: 'postgresql://h/b' })?.id).toContain('hanya bisa dibaca');
  });

  it('as PostgreSQL’s only where the database is one', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(explainFault(refused, { databaseUrl: 'postgresql://h/b' })?.en).toContain('does not answer');
    expect(explainFault(refused, SQLITE)).toBeUndefined();
  });
});

it.each([
  ['18.20.4', true],
  ['20.18.9', true],
  ['20.19.0', false],
  ['22.0.0', false],
  ['26.1.0', false],
])('Node %s is too old: %s', (version, old) => {
  expect(tooOld(version) !== undefined).toBe(old);
});
