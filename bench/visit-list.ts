import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Actor } from '#sambang/access/actor.js';
import { createDatabase, type Db, type Tx } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrate.js';
import { visitLists } from '#sambang/features/visits/index.js';
import { type Spread, spread } from './counts/figures.js';

/** How many past visits are compared, and how often the list is asked for in each of some rounds. */
export type VisitPlan = {
  readonly few: number;
  readonly many: number;
  readonly rounds: number;
  readonly perRound: number;
};

/** Milliseconds to read a page with few and with many past visits, and the second divided by the first, by round. */
export type VisitFigures = {
  readonly database: Db['kind'];
  readonly view: View;
  readonly few: Spread;
  readonly many: Spread;
  readonly ratio: Spread;
};

/** What `/kunjungan` opens with, and the first page of what lies behind. */
const VIEWS = ['coming', 'past'] as const;
type View = (typeof VIEWS)[number];

const ZONE = 'Asia/Jayapura';
const NOW = new Date('2023-08-31T01:00:00Z');
const HOUR_MS = 3_600_000;
const COMING = 20;
const AGENCIES = 12;
const CHUNK = 500;

type Sown = { readonly db: Db; readonly actor: Actor };

/** Fills a migrated database with past visits, one every two hours back from now, and some to come. */
async function sow(url: string, past: number): Promise<Sown> {
  await migrate(url);
  const db = await createDatabase(url, { timeoutMs: 120_000 });
  const actor = await db.write(async (tx): Promise<Actor> => {
    const createdAt = NOW;
    const name = 'Petugas Contoh';
    const unit = await tx.unit.create({ data: { name: 'Rutan Contoh', zone: ZONE, createdAt } });
    const { id: personId } = await tx.person.create({ data: { telegramId: 1n, name, createdAt } });
    const agencyIds: number[] = [];
    for (let n = 1; n <= AGENCIES; n += 1) {
      const named = { name: `Dinas Contoh ${n}`, searchName: `dinas contoh ${n}` };
      agencyIds.push((await tx.agency.create({ data: { unitId: unit.id, ...named, createdAt } })).id);
    }
    await sowVisits(tx, { unitId: unit.id, officerId: personId, agencyIds }, past);
    const posts = [{ id: 1, unitId: unit.id, kind: 'officer' as const, agencyId: null }];
    const place = { unitId: unit.id, unitName: unit.name, zone: ZONE };
    return { personId, telegramId: 1n, name, locale: 'id', ...place, posts };
  });
  return { db, actor };
}

async function sowVisits(
  tx: Tx,
  of: { readonly unitId: number; readonly officerId: number; readonly agencyIds: readonly number[] },
  past: number,
): Promise<void> {
  const { agencyIds, ...common } = of;
  const visits = Array.from({ length: past + COMING }, (_, n) => {
    const startsAt = new Date(NOW.getTime() + (n < COMING ? n + 1 : COMING - 1 - n) * 2 * HOUR_MS);
    const state = n < COMING ? ('confirmed' as const) : ('held' as const);
    const text = { purpose: 'Kerja sama pelatihan', searchText: 'kerja sama pelatihan' };
    const times = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR_MS), createdAt: NOW };
    return { ...common, ...text, ...times, state, direction: 'toAgency' as const };
  });
  for (let at = 0; at < visits.length; at += CHUNK) {
    await tx.visit.createMany({ data: visits.slice(at, at + CHUNK) });
  }
  const parties = (await tx.visit.findMany({ select: { id: true } })).map(({ id: visitId }) => ({
    visitId,
    agencyId: agencyIds[visitId % AGENCIES] ?? 0,
    answer: 'accepted' as const,
  }));
  for (let at = 0; at < parties.length; at += CHUNK) {
    await tx.visitParty.createMany({ data: parties.slice(at, at + CHUNK) });
  }
}

async function timed({ db, actor }: Sown, view: View, times: number): Promise<number> {
  const { list } = visitLists(db);
  const began = performance.now();
  for (let n = 0; n < times; n += 1) {
    const { entries } = await list(actor, { view, page: 0 }, NOW);
    if (entries.length === 0) throw new Error(`the list of visits is empty: ${view}`);
  }
  return (performance.now() - began) / times;
}

async function compareOn(few: Sown, many: Sown, plan: VisitPlan): Promise<readonly VisitFigures[]> {
  const figures: VisitFigures[] = [];
  for (const view of VIEWS) {
    const rounds: { readonly few: number; readonly many: number }[] = [];
    // The first round warms up.
    for (let round = 0; round <= plan.rounds; round += 1) {
      const measured = {
        few: await timed(few, view, plan.perRound),
        many: await timed(many, view, plan.perRound),
      };
      if (round > 0) rounds.push(measured);
    }
    figures.push({
      database: few.db.kind,
      view,
      few: spread(rounds.map((round) => round.few)),
      many: spread(rounds.map((round) => round.many)),
      ratio: spread(rounds.map((round) => round.many / round.few)),
    });
  }
  return figures;
}

async function between(fewUrl: string, manyUrl: string, plan: VisitPlan): Promise<readonly VisitFigures[]> {
  const few = await sow(fewUrl, plan.few);
  const many = await sow(manyUrl, plan.many);
  try {
    return await compareOn(few, many, plan);
  } finally {
    await few.db.close();
    await many.db.close();
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** @param server A PostgreSQL server where databases may be made and dropped; without one, SQLite alone. */
export async function benchVisitList(
  plan: VisitPlan,
  server: string | undefined,
): Promise<readonly VisitFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-bench-'));
  const names = ['few', 'many'].map((size) => `sambang_bench_${randomBytes(5).toString('hex')}_${size}`);
  try {
    const files = names.map((name) => `file:${join(folder, `${name}.db`)}`);
    const onSqlite = await between(files[0] ?? '', files[1] ?? '', plan);
    if (!server) return onSqlite;
    for (const name of names) await onServer(server, `CREATE DATABASE ${name}`);
    const urls = names.map((name) => Object.assign(new URL(server), { pathname: `/${name}` }).href);
    const onPostgresql = await between(urls[0] ?? '', urls[1] ?? '', plan);
    return [...onSqlite, ...onPostgresql];
  } finally {
    if (server)
      for (const name of names) await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The figures as lines for a terminal. */
export function visitTable(figures: readonly VisitFigures[], { few, many }: VisitPlan): string {
  const range = ({ median, low, high }: Spread) =>
    `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  return [
    `visit list, ms a page: ${few} past visits, ${many}, and the ratio`,
    ...figures.map(
      (row) =>
        `  ${row.database.padEnd(10)}  ${row.view.padEnd(6)}  ${range(row.few)}  ${range(row.many)}  ${range(row.ratio)}`,
    ),
  ].join('\n');
}
