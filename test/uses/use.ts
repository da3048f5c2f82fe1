import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/access/actor.js';
import type { Db, Tx } from '../../src/db/database.js';
import type { UpdateRef } from '../../src/db/once.js';
import { withSavepoint } from '../../src/db/sql/savepoint.js';
import { allRows, type Rows, rowsIn, settled, text, told, undoing } from '../neighbours/answers.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type SampleUnit, sampleUnit } from '../support/sample-unit.js';
import { NOW } from '../support/world.js';

type Units = { readonly own: SampleUnit; readonly other: SampleUnit };

/** What a use case is tried with: who acts, and a database whose writes are taken back afterwards. */
export type Using = Units & {
  readonly db: Db;
  readonly tx: Tx;
  readonly as: Actor;
  readonly now: Date;
  /** Another update each time. */
  readonly ref: () => UpdateRef;
  readonly doing: () => { readonly actor: Actor; readonly now: Date; readonly ref: UpdateRef };
};

export type Use = (using: Using) => unknown;

/** One after the other. */
export async function each<T>(all: readonly T[], work: (one: T) => unknown): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

/** The post that somebody of a unit holds. */
export function postOf({ posts: [post] }: Actor): number {
  return post?.id ?? 0;
}

/** Everybody who could be asked whether they may. */
function everybody({ head, officer, humas, kadis, contact, gone }: SampleUnit) {
  return { head, officer, humas, kadis, contact, gone };
}

/** @param db the database in which the transaction is open */
function using(db: Db, tx: Tx, as: Actor, units: Units): Using {
  let updates = 0;
  const ref = () => ({ botId: 1n, updateId: (updates += 1) });
  // What is thrown out of a write takes back what it wrote, as it does in a transaction of its own.
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withSavepoint(tx, () => work(tx));
  const inside: Db = { ...db, read: tx, write: within, writeOne: within };
  return { ...units, db: inside, tx, as, now: NOW, ref, doing: () => ({ actor: as, now: NOW, ref: ref() }) };
}

/** A row in a line; that an update was handled is written with every use, and says nothing of it. */
const shortened = (answer: string) =>
  answer
    .replaceAll(
      /^([+~] .*)\{\n([^}]*)\n\}$/gmu,
      (_, row: string, columns: string) => `${row}{ ${columns.trim().replaceAll(/\n\s*/gu, ' ')} }`,
    )
    .split('\n')
    .filter((line) => !line.startsWith('+ HandledUpdate'))
    .join('\n');

/** How many rows have been written so far, on SQLite. */
async function changes(tx: Tx): Promise<bigint | undefined> {
  const [found] = await tx.$queryRaw<{ readonly count: bigint }[]>`SELECT TOTAL_CHANGES() AS "count"`;
  return found?.count;
}

/** Who gets which answer to a use case, and for the first of them, which rows were written. */
async function answersTo(use: Use, db: Db, units: Units, before: Rows): Promise<string> {
  const posts = new Map<string, string[]>();
  const rows = new Map<string, string>();
  for (const [post, as] of Object.entries(everybody(units.own))) {
    let result = '';
    const answer = await undoing(db, async (tx) => {
      const written = await changes(tx);
      const found = await settled(use(using(db, tx, as, units)));
      result = text(found);
      if (posts.has(result)) return '';
      return (await changes(tx)) === written
        ? result
        : told(found, before, await allRows(tx, db.kind, before));
    });
    if (!posts.has(result)) rows.set(result, shortened(answer));
    posts.set(result, [...(posts.get(result) ?? []), post]);
  }
  return [...posts].map(([result, some]) => `${some.join(', ')}: ${rows.get(result)}`).join('\n');
}

/**
 * Tries the use cases of services in a unit with something in every table, as everybody; what comes of each and what it
 * writes is kept as a text. On one database: what a service decides does not depend on it, and what its stores answer
 * is asked on each, in `neighbours`.
 */
export function testUses(services: Readonly<Record<string, Readonly<Record<string, Use>>>>): void {
  const [{ open } = { open: () => Promise.reject(new Error('there is no database')) }] = databases();
  let database: TestDatabase;
  let units: Units;
  let before: Rows;

  beforeAll(async () => {
    database = await open({ neighbours: false });
    const { db } = database;
    units = { other: await sampleUnit(db, 'Rutan Ambon'), own: await sampleUnit(db, 'Rutan Masohi') };
    before = await rowsIn(db);
  });
  afterAll(() => database.close());

  describe.each(Object.entries(services))('%s', (_, uses) => {
    it.each(Object.entries(uses))('%s', async (_name, use) => {
      expect(`\n${await answersTo(use, database.db, units, before)}\n`).toMatchSnapshot();
    });
  });
}
