import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { listMigrations, migrationsFolder } from '#sambang/db/migrations/folders.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { startUpgrader } from './upgrader.js';

/** How many processes are killed, and how many rows the database of an upgrade holds of people and of its largest table. */
export type UpgradesPlan = { readonly kills: number; readonly people: number; readonly entries: number };

export type UpgradesReport = {
  readonly kills: number;
  /** Of these, right at a step; the others at random moments. */
  readonly atSteps: number;
  /** Those after which the next start took the database, and everything was there. */
  readonly taken: number;
  /** One upgrade without a kill, its process included; and the file, where it is one. */
  readonly seconds: number;
  readonly megabytes: number | undefined;
};

type Rows = readonly Record<string, unknown>[];

/** Databases of one kind, for one round each. */
type Places = {
  readonly kind: 'sqlite' | 'postgresql';
  /** An empty one, or a copy of the one with that name. */
  readonly make: (like?: string) => Promise<string>;
  readonly ask: (url: string, sql: string) => Promise<Rows>;
  /** @throws where what a kill left there isn't whole. */
  readonly look: (url: string) => Promise<void>;
  readonly size: (url: string) => Promise<number | undefined>;
  readonly drop: (url: string) => Promise<void>;
};

/** Kills first starts (`from` nothing) or upgrades of a database in use, and starts anew after each. */
export async function drillUpgrades(
  places: Places,
  from: 'nothing' | 'use',
  plan: UpgradesPlan,
  script?: URL,
): Promise<UpgradesReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-migrations-'));
  const base = from === 'use' ? await inUse(places, plan) : undefined;
  try {
    await addMigrations(places.kind, folder);
    const job = { folder: `${folder}/` };
    const begin = (databaseUrl: string, diesAt?: number) =>
      startUpgrader({ ...job, databaseUrl, ...(diesAt !== undefined && { diesAt }) }, script);
    const whole = await uninterrupted(places, base, begin);
    // At each step where there are kills enough for it, and some at any moment.
    const atSteps = Math.min(whole.steps, Math.ceil(plan.kills * 0.75));
    let taken = 0;
    for (let kill = 0; kill < plan.kills; kill += 1) {
      const url = await places.make(base);
      const diesAt = kill < atSteps ? Math.floor((kill * whole.steps) / atSteps) : undefined;
      const doomed = begin(url, diesAt);
      await doomed.ready;
      if (diesAt === undefined) await sleep(Math.random() * whole.ms).then(doomed.kill);
      await doomed.ended;
      await places.look(url);
      await begin(url).ended;
      if (await isWhole(places, url, base === undefined ? undefined : plan, folder)) taken += 1;
      await places.drop(url);
    }
    return {
      kills: plan.kills,
      atSteps,
      taken,
      seconds: whole.ms / 1_000,
      megabytes: base === undefined ? undefined : await places.size(base),
    };
  } finally {
    if (base !== undefined) await places.drop(base);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program's own migrations, and two of tomorrow. */
async function addMigrations(kind: Places['kind'], folder: string): Promise<void> {
  await cp(migrationsFolder(kind), folder, { recursive: true });
  const later = {
    '29990101000000_parcels': [
      `CREATE TABLE "Parcel" ("id" INTEGER PRIMARY KEY, "what" TEXT NOT NULL)`,
      `INSERT INTO "Parcel" ("id", "what") SELECT "id", "action" FROM "AuditEntry"`,
    ],
    '29990101000001_weighed': [
      `ALTER TABLE "Parcel" ADD COLUMN "weight" INTEGER NOT NULL DEFAULT 3`,
      `CREATE INDEX "parcel_what" ON "Parcel" ("what")`,
      `UPDATE "AuditEntry" SET "action" = 'weighed'`,
    ],
  };
  for (const [name, statements] of Object.entries(later)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), `${statements.join(';\n')};\n`);
  }
}

/** A database in use, as the program's migrations leave it today. */
async function inUse(places: Places, { people, entries }: UpgradesPlan): Promise<string> {
  const url = await places.make();
  await migrate(url);
  const numbers = (count: number) =>
    places.kind === 'sqlite'
      ? `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n`
      : `SELECT i FROM generate_series(1, ${count}) i`;
  const at = `'2023-08-01 00:00:00'`;
  for (const sql of [
    `INSERT INTO "Unit" ("name", "zone", "createdAt") VALUES ('Rutan Contoh', 'Asia/Jayapura', ${at})`,
    `INSERT INTO "Participant" ("unitId", "registerNumber", "registerKey", "name", "searchName", "presentFrom", "createdAt")
      SELECT 1, 'B.I ' || i, 'BI' || i, 'Peserta ' || i, 'peserta ' || i, ${at}, ${at} FROM (${numbers(people)}) x`,
    `INSERT INTO "AuditEntry" ("unitId", "at", "action", "subject", "subjectId", "detail")
      SELECT 1, ${at}, 'participant.add', 'participant', i, '{"by":"drill","note":"${'x'.repeat(100)}"}'
      FROM (${numbers(entries)}) x`,
  ])
    await places.ask(url, sql);
  return url;
}

async function uninterrupted(
  places: Places,
  base: string | undefined,
  begin: (url: string) => ReturnType<typeof startUpgrader>,
): Promise<{ readonly steps: number; readonly ms: number }> {
  const url = await places.make(base);
  const one = begin(url);
  await one.ready;
  const began = performance.now();
  const steps = await one.ended;
  const ms = performance.now() - began;
  await places.drop(url);
  if (steps === undefined) throw new Error('an upgrade that nobody killed did not end');
  return { steps, ms };
}

async function isWhole(
  places: Places,
  url: string,
  plan: UpgradesPlan | undefined,
  folder: string,
): Promise<boolean> {
  const [found] = await places.ask(
    url,
    `SELECT (SELECT COUNT(*) FROM "Unit") AS units, (SELECT COUNT(*) FROM "Participant") AS people,
      (SELECT COUNT(*) FROM "AuditEntry") AS entries, (SELECT COUNT(*) FROM "Parcel" WHERE "weight" = 3) AS parcels,
      (SELECT COUNT(*) FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL) AS migrations`,
  );
  await places.look(url);
  const { people = 0, entries = 0 } = plan ?? {};
  const known = (await listMigrations(pathToFileURL(`${folder}/`))).length;
  const wanted = [plan ? 1 : 0, people, entries, entries, known];
  return (
    Object.values(found ?? {})
      .map(Number)
      .join() === wanted.join()
  );
}

/** SQLite files in a folder of their own. */
export async function sqlitePlaces(): Promise<Places & { readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-upgrades-'));
  let made = 0;
  const pathOf = (url: string) => url.slice('file:'.length);
  return {
    kind: 'sqlite',
    make: async (like) => {
      made += 1;
      const place = join(folder, `${made}`);
      await mkdir(place);
      if (like !== undefined) await cp(pathOf(like), join(place, 'sambang.db'));
      return `file:${join(place, 'sambang.db')}`;
    },
    ask: async (url, sql) => {
      const database = new BetterSqlite3(pathOf(url));
      try {
        const statement = database.prepare<[], Record<string, unknown>>(sql);
        return statement.reader ? statement.all() : (statement.run(), []);
      } finally {
        database.close();
      }
    },
    look: async (url) => {
      // A copy: looking at what was broken off puts it right, which is for the next start to do.
      const copy = join(folder, 'looked-at');
      await cp(join(pathOf(url), '..'), copy, { recursive: true });
      const database = new BetterSqlite3(join(copy, 'sambang.db'));
      const said = database.pragma('integrity_check', { simple: true });
      database.close();
      await rm(copy, { recursive: true });
      if (said !== 'ok') throw new Error(`not whole: ${String(said)}`);
    },
    size: async (url) => (await stat(pathOf(url))).size / 1_048_576,
    drop: (url) => rm(join(pathOf(url), '..'), { recursive: true, force: true }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Databases on a PostgreSQL server. */
export function postgresqlPlaces(server: string): Places {
  const on = (database: string) => {
    const url = new URL(server);
    url.pathname = `/${database}`;
    return url.href;
  };
  const nameOf = (url: string) => new URL(url).pathname.slice(1);
  const ask = async (url: string, sql: string): Promise<Rows> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    kind: 'postgresql',
    make: async (like) => {
      const name = `sambang_upgrades_${randomBytes(6).toString('hex')}`;
      await ask(
        server,
        `CREATE DATABASE ${name} TEMPLATE ${like === undefined ? 'template0' : nameOf(like)}`,
      );
      return on(name);
    },
    ask,
    look: async () => undefined,
    size: async () => undefined,
    drop: async (url) => {
      await ask(server, `DROP DATABASE ${nameOf(url)} WITH (FORCE)`);
    },
  };
}
