import { parse as parseCsv } from 'csv-parse/sync';
import type { Actor } from '#sambang/access/actor.js';
import { createDatabase, type Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { measureMonth } from '#sambang/features/counts/index.js';
import { readRoster } from '#sambang/features/files/index.js';
import { createMonths } from '#sambang/features/months/index.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import {
  applyBatch,
  dateBatch,
  decide,
  keepRoster,
  startApplying,
  viewBatch,
} from '#sambang/features/roster/index.js';
import { UNIT } from './counts/sample.js';

/** What one file took, in milliseconds; `read`, `write` and `turn` are the longest that others waited meanwhile. */
type ImportFigures = {
  readonly parseMs: number;
  readonly applyMs: number;
  /** Another person's read of one row, and write of one. */
  readonly readMs: number;
  readonly writeMs: number;
  /** How long the event loop was kept at most. */
  readonly turnMs: number;
};

/** A roster of so many people that nobody knows yet, and the same people with everything changed. */
export type ImportReport = {
  readonly rows: number;
  readonly fresh: ImportFigures;
  readonly changed: ImportFigures;
};

const NOW = new Date('2023-09-05T05:20:00Z');
const HEAD = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status';
const EVERY_MS = 10;

/** Asks again and again until `stop`, which resolves to the longest that an answer took. */
function asking(ask: () => Promise<unknown>): () => Promise<number> {
  const state = { going: true };
  const longest = (async () => {
    let most = 0;
    while (state.going) {
      const asked = performance.now();
      await ask();
      most = Math.max(most, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return most;
  })();
  return () => {
    state.going = false;
    return longest;
  };
}

async function officerOf(db: Db): Promise<Actor> {
  const people = createPeopleService({ db, defaultLocale: 'id' });
  const telegramId = BigInt(UNIT.firstPerson);
  const { name, zone } = UNIT;
  const { unitId } = await people.prepareUnit(
    { name, zone, headTelegramIds: [telegramId], headName: 'Kepala' },
    NOW,
  );
  const data = { telegramId: telegramId + 1n, name: 'Petugas', createdAt: NOW };
  const person = await db.write((tx) => tx.person.create({ data }));
  const held = { unitId, personId: person.id, kind: 'officer', startedAt: NOW } as const;
  const post = await db.write((tx) => tx.post.create({ data: held }));
  const about = { personId: person.id, telegramId: data.telegramId, name: data.name, locale: 'id' } as const;
  return { ...about, unitId, unitName: name, zone, posts: [post] };
}

/** The office in which rosters are measured, with the number of its last update. */
type Office = { readonly db: Db; readonly actor: Actor; updateId: number };

/** What the actor does next, under an update of its own. */
function doing(office: Office) {
  office.updateId += 1;
  return { actor: office.actor, ref: { botId: 1n, updateId: office.updateId }, now: NOW };
}

/** Answers what the roster asks until nothing more is asked: every programme is a trade of the unit's own. */
async function answerQuestions(office: Office, batchId: number): Promise<void> {
  const { db, actor } = office;
  for (;;) {
    const view = await viewBatch(db, actor, batchId, NOW);
    if (view.state === 'ready') {
      await startApplying(db, doing(office), { batchId, planKey: view.planKey });
      return;
    }
    if (view.state !== 'asking') throw new Error(`the roster is ${view.state}`);
    const { index, step } = view.question;
    const choice = step === 'kind' ? ({ kind: 'trade' } as const) : { agencyId: null };
    await decide(db, doing(office), { batchId, index, choice });
  }
}

/** Up to the tap: read, kept and dated. */
async function kept(
  office: Office,
  content: string,
): Promise<{ readonly id: number; readonly parseMs: number }> {
  const { db, actor } = office;
  const began = performance.now();
  const reading = await readRoster(Buffer.from(content), { year: 2023, month: 9, day: 5 });
  const parseMs = performance.now() - began;
  if (!reading.ok) throw new Error(`the roster was not read: ${reading.fault.reason}`);
  const upload = { chatId: 1n, fileName: 'bench.csv', file: reading.file };
  const { id } = await keepRoster(db, doing(office), upload);
  await db.write((tx) => dateBatch(tx, { actor, now: NOW }, id, '2023-09-05'));
  await answerQuestions(office, id);
  return { id, parseMs };
}

async function measure(office: Office, content: string): Promise<ImportFigures> {
  const { db, actor } = office;
  const { unitId, personId, zone } = actor;
  const { id, parseMs } = await kept(office, content);
  const reading = asking(() => db.read.unit.findFirst());
  const writing = asking(() =>
    db.write((tx) => tx.person.updateMany({ where: { id: personId }, data: { unreachableAt: null } })),
  );
  const turning = asking(() => new Promise((resolve) => setImmediate(resolve)));
  const began = performance.now();
  const outcome = await applyBatch({ db, months: createMonths(measureMonth) }, { id, unitId, zone }, NOW);
  const applyMs = performance.now() - began;
  const [readMs, writeMs, turnMs] = await Promise.all([reading(), writing(), turning()]);
  if (outcome !== 'applied') throw new Error(`the roster was not applied: ${outcome}`);
  return { parseMs, applyMs, readMs, writeMs, turnMs };
}

/**
 * Reads and applies two rosters as a tap on *Terapkan* does, while others read and write.
 *
 * @param url An empty database.
 */
export async function measureImport(url: string, rows: number): Promise<ImportReport> {
  await migrate(url);
  const db = await createDatabase(url);
  try {
    const office: Office = { db, actor: await officerOf(db), updateId: 0 };
    const file = (row: (n: number) => string) =>
      [HEAD, ...Array.from({ length: rows }, (_, n) => `${n}/2023;${row(n)}`)].join('\n');
    const fresh = await measure(
      office,
      file((n) => `Orang ${n};B.I;L;1985;05/05/2022;;Las ${n % 10};aktif`),
    );
    const changed = await measure(
      office,
      file((n) => `Orang ${n};B.IIa;L;1985;05/05/2022;01/01/2030;Las ${n % 10};jeda`),
    );
    const count = await db.read.enrolment.count({ where: { state: 'paused' } });
    if (count !== rows) throw new Error(`${count} of ${rows} rows were applied`);
    return { rows, fresh, changed };
  } finally {
    await db.close();
  }
}

/** Reading one long file: how long it took, how long its text alone takes, and how long others waited for a turn. */
export type ReadingReport = {
  readonly rows: number;
  readonly megabytes: number;
  readonly readMs: number;
  /** The same text merely cut into cells by the library that does it here: what reading can't be under. */
  readonly floorMs: number;
  readonly turnMs: number;
};

/** Reads a text file of so many rows, as large as a unit's whole register, while others ask for their turn. */
export async function measureReading(rows: number): Promise<ReadingReport> {
  const line = (n: number) =>
    `${n};B.I ${n}/2023;Nama Orang ${n} bin Contoh;B.I;L;${1950 + (n % 50)};16/02/2023;31/12/2027;Budidaya Ikan Lele ${n % 10};aktif;Negeri Contoh RT ${n % 9}, Kecamatan Kota Masohi, Maluku Tengah;Kristen;Nelayan;Blok ${n % 12} Kamar ${n % 30};catatan`;
  const head =
    'No;No. Register;Nama Lengkap WBP;Gol;JK;Tahun Lahir;Tgl Masuk;Tgl Ekspirasi;Program;Status;Alamat;Agama;Pekerjaan;Kamar;Ket.';
  const text = [head, ...Array.from({ length: rows }, (_, n) => line(n))].join('\r\n');
  const bytes = Buffer.from(text);
  const floor = performance.now();
  parseCsv(text, { delimiter: ';', relax_column_count: true });
  const floorMs = performance.now() - floor;
  const turning = asking(() => new Promise((resolve) => setImmediate(resolve)));
  const began = performance.now();
  const reading = await readRoster(bytes, { year: 2023, month: 9, day: 5 });
  const readMs = performance.now() - began;
  const turnMs = await turning();
  if (!reading.ok || reading.file.rows.length !== rows) throw new Error('the long file was not read whole');
  return { rows, megabytes: bytes.length / 1_000_000, readMs, floorMs, turnMs };
}

/** The figures of a long file as a line for a terminal. */
export function readingLine({ rows, megabytes, readMs, floorMs, turnMs }: ReadingReport): string {
  const times = (readMs / floorMs).toFixed(1);
  return `a file of ${rows} rows (${megabytes.toFixed(1)} MB) read in ${readMs.toFixed(0)} ms (cutting it into cells alone ${floorMs.toFixed(0)} ms; × ${times}); others waited at most ${turnMs.toFixed(0)} ms for a turn`;
}

/** The figures of a database as lines for a terminal. */
export function importLines(database: string, { rows, fresh, changed }: ImportReport): string[] {
  const line = (what: string, { parseMs, applyMs, readMs, writeMs, turnMs }: ImportFigures) => {
    const whole = (ms: number) => ms.toFixed(0);
    const others = `others waited at most ${whole(readMs)} to read, ${whole(writeMs)} to write, ${whole(turnMs)} for a turn`;
    return `  ${what}: read in ${whole(parseMs)} ms, applied in ${whole(applyMs)} ms; ${others}`;
  };
  return [`a roster of ${rows} rows on ${database}`, line('all new', fresh), line('all changed', changed)];
}
