import { type ChildProcess, spawn } from 'node:child_process';
import { once as onceEvent } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLocalTelegram, serveTelegram } from '../../../playground/emulator/index.js';
import { createDatabase, type Reader } from '../../../src/db/database.js';
import { databases } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';
import { onServer } from '../../support/postgres.js';
import { size } from '../../support/size.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TOKEN = '777:end-to-end-token-of-the-right-shape-12345';
const HEAD = 1;
const OTHER = 2;
const ROWS = size(2_000, 5_000);
/** As many as are being written, in portions, when the program is killed. */
const CHANGED = size(600, 1_500);
const numeral = (count: number) => new Intl.NumberFormat('id-ID').format(count);
const rows = (count: number, status: string) =>
  Buffer.from(
    [
      'No. Register;Nama;Golongan;Tgl Masuk;Program;Status',
      ...Array.from({ length: count }, (_, n) => `BI-${n}/2023;Orang ${n};B.I;05/05/2022;Las;${status}`),
    ].join('\r\n'),
  );

/** Makes each state of an enrolment that is written take a few milliseconds, and back again. */
const SLOWLY = {
  sqlite: [
    'CREATE TRIGGER slow AFTER INSERT ON "EnrolmentChange" BEGIN SELECT sum(length("name" || value)) FROM "Participant", json_each(\'[1,2,3,4]\'); END',
    'DROP TRIGGER slow',
  ],
  postgresql: [
    `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END';
    CREATE TRIGGER slow BEFORE INSERT ON "EnrolmentChange" FOR EACH ROW EXECUTE FUNCTION slow()`,
    'DROP TRIGGER slow ON "EnrolmentChange"',
  ],
} as const;

describe.each(databases())('large files and the real program on $kind', ({ kind, open }) => {
  async function world() {
    const telegram = createLocalTelegram({ token: TOKEN });
    for (const id of [HEAD, OTHER])
      telegram.addUser({ id, first_name: 'Kepala', last_name: `${id}`, language_code: 'id' });
    const playground = await serveTelegram(telegram, { port: 0 });
    // The program serves the first unit that there is.
    const database = await open({ neighbours: false });
    await database.db.close();
    // What the program keeps beside its database, and no `.env` of the checkout.
    const folder = await mkdtemp(join(tmpdir(), 'sambang-roster-'));
    onTestFinished(async () => {
      await playground.close();
      await database.close();
      await rm(folder, { recursive: true });
    });
    const start = (): ChildProcess => {
      const child = spawn(process.execPath, [`${root}dist/main.js`], {
        env: {
          PATH: process.env['PATH'] ?? '',
          BOT_TOKEN: TOKEN,
          BOT_API_ROOT: playground.url,
          DATABASE_URL: database.url,
          UNIT_NAME: 'Rutan Kelas IIB Masohi',
          HEAD_TELEGRAM_IDS: `${HEAD},${OTHER}`,
          PORT: '0',
        },
        cwd: folder,
        stdio: 'ignore',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const sees = (who: number, words: string, ms = PATIENCE_MS) =>
      telegram.waitFor(who, ({ fromBot, text, deleted }) => fromBot && !deleted && text.includes(words), ms);
    /** Taps the button on the last message that has it. */
    const tap = async (label: string) => {
      const buttonsOf = ({
        buttons,
      }: {
        readonly buttons: readonly (readonly { readonly text: string }[])[];
      }) => buttons.flat().filter(({ text }) => text.includes(label));
      const shown = telegram.messages(HEAD).findLast((message) => buttonsOf(message).length > 0);
      const [button] = shown ? buttonsOf(shown) : [];
      if (!shown || !button) throw new Error(`nowhere a button ${label}`);
      await telegram.tap(HEAD, HEAD, shown.id, button.text);
    };
    async function inDatabase<T>(read: (db: Reader) => Promise<T>): Promise<T> {
      const db = await createDatabase(database.url);
      try {
        return await read(db.read);
      } finally {
        await db.close();
      }
    }
    /** Runs a statement beside the program. */
    async function beside(sql: string): Promise<void> {
      if (kind === 'postgresql') return onServer(database.url, sql);
      const connection = new BetterSqlite3(database.url.replace(/^file:/, ''));
      connection.exec(sql);
      connection.close();
    }
    /** Sends a file and says that it is of today. */
    async function sends(name: string, bytes: Buffer): Promise<void> {
      telegram.send(HEAD, HEAD, { document: { name, bytes, mime: 'text/csv' } });
      await sees(HEAD, `${name} · `);
      await tap('Hari ini');
    }
    return { telegram, start, sees, tap, inDatabase, beside, sends };
  }

  test(`${ROWS} rows are applied; of others, killed in the middle, nothing is half applied`, async () => {
    const { telegram, start, sees, tap, inDatabase, beside, sends } = await world();
    const first = start();
    for (const id of [HEAD, OTHER]) telegram.send(id, id, { text: '/start' });
    await sees(HEAD, 'Selamat datang');
    await sees(OTHER, 'Selamat datang');
    await sends('besar.csv', rows(ROWS, 'aktif'));
    await sees(HEAD, 'Program yang belum ada di Sambang: 1');
    await tap('Terima semua');
    await sees(HEAD, `baru: ${numeral(ROWS)} baris`);
    await tap('Terapkan');
    await sees(HEAD, 'Daftar sudah diterapkan');

    await sends('ubah.csv', rows(CHANGED, 'jeda'));
    await sees(HEAD, `berubah: ${numeral(CHANGED)} baris`);
    const [slowly, quickly] = SLOWLY[kind];
    await beside(slowly);
    await tap('Terapkan');
    // The bar has moved: rows are being written.
    await sees(HEAD, ` dari ${numeral(CHANGED)}`);
    first.kill('SIGKILL');
    await onceEvent(first, 'exit');
    const counts = () =>
      inDatabase(async (db) => [
        await db.enrolment.count({ where: { state: 'paused' } }),
        await db.enrolmentChange.count(),
        await db.importBatch.count({ where: { state: 'applying' } }),
      ]);
    expect(await counts()).toEqual([0, ROWS, 1]);
    await beside(quickly);
    // The dead program's turn to deliver lapses after 20 seconds, which aren't waited for here.
    await beside('DELETE FROM "Lease"');

    start();
    await expect.poll(counts, { interval: 250 }).toEqual([CHANGED, ROWS + CHANGED, 0]);
    await sees(HEAD, `${numeral(CHANGED)} baris mengubah catatan`);
  });
});
