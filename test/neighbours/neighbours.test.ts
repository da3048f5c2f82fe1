import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/db/database.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type SampleUnit, sampleUnit } from '../support/sample-unit.js';
import { NOW } from '../support/world.js';
import { answerTo, rowsIn } from './answers.js';
import { cardCases } from './cards.js';
import type { Case } from './case.js';
import { programmeCases } from './programmes.js';
import { sessionCases } from './sessions.js';
import { unitCases } from './unit.js';
import { visitCases } from './visits.js';

const CASES: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  ...cardCases,
  ...programmeCases,
  ...sessionCases,
  ...unitCases,
  ...visitCases,
};

const SOURCE = new URL('../../src/', import.meta.url);

/** The files of all stores, by what they are called here: `sessions/plan`. */
async function stores(): Promise<Map<string, string>> {
  const files = await readdir(new URL('features/', SOURCE), { recursive: true });
  const ofFeatures = files
    .filter((file) => file.endsWith('/store.ts'))
    .map((file): [string, string] => [file.slice(0, -'/store.ts'.length), `features/${file}`]);
  return new Map([...ofFeatures, ['delivery/cards', 'delivery/cards.ts']]);
}

type Place = { readonly db: Db; readonly own: SampleUnit; readonly other: SampleUnit };

/** A place with its rows before anything was asked there. What is asked again was answered. */
async function asking({ db, own, other }: Place): Promise<(one: Case) => Promise<string>> {
  const before = await rowsIn(db);
  const answered = new Map<Case, Promise<string>>();
  return (one) => {
    const answer =
      answered.get(one) ?? answerTo(db, one, { kind: db.kind, read: db.read, own, other }, before);
    answered.set(one, answer);
    return answer;
  };
}

/** Has SQLite give the rows of a query that names no order the other way round, as another database might. */
async function turnUnordered(db: Db): Promise<void> {
  if (db.kind !== 'sqlite') return;
  await db.read.$queryRaw`PRAGMA reverse_unordered_selects = ON`;
  await db.writeOne((client) => client.$queryRaw`PRAGMA reverse_unordered_selects = ON`);
}

/** Two of the unit's people hold posts in the other one, too. */
async function lendTo(db: Db, other: SampleUnit, { colleague, gone }: SampleUnit): Promise<void> {
  const post = { unitId: other.unitId, kind: 'humas' as const, startedAt: NOW };
  const people = [colleague, gone].map(({ personId }) => ({ ...post, personId }));
  await db.write((tx) => tx.post.createMany({ data: people }));
}

it('every function of every store has a case here', async () => {
  const named = await stores();
  expect(Object.keys(CASES).toSorted()).toEqual([...named.keys()].toSorted());
  for (const [store, file] of named) {
    const exported: Record<string, unknown> = await import(`${SOURCE.pathname}${file}`);
    const functions = Object.keys(exported).filter((name) => typeof exported[name] === 'function');
    expect([store, Object.keys(CASES[store] ?? {}).toSorted()]).toEqual([store, functions.toSorted()]);
  }
});

describe.each(databases())('what a store answers on $kind', ({ open }) => {
  const opened: TestDatabase[] = [];
  let alone: (one: Case) => Promise<string>;
  let beside: (one: Case) => Promise<string>;

  async function opening(): Promise<TestDatabase> {
    const database = await open({ neighbours: false });
    opened.push(database);
    return database;
  }

  beforeAll(async () => {
    const { db } = await opening();
    const other = await sampleUnit(db, 'Rutan Ambon');
    const own = await sampleUnit(db, 'Rutan Masohi');
    await lendTo(db, other, own);
    await turnUnordered(db);
    beside = await asking({ db, own, other });

    // The same numbers again, and no neighbour any more.
    const empty = await opening();
    await sampleUnit(empty.db, 'Rutan Ambon');
    await empty.reset({ ids: 'kept' });
    alone = await asking({ db: empty.db, own: await sampleUnit(empty.db, 'Rutan Masohi'), other });
  });
  afterAll(async () => {
    for (const { close } of opened) await close();
  });

  const all = Object.entries(CASES).flatMap(([store, cases]) =>
    Object.entries(cases).map(([name, one]) => [`${store} ${name}`, one] as const),
  );
  it.each(all)(
    '%s: the same with a unit beside it that looks the same, in the order that it asks for',
    async (_, one) => {
      expect(await beside(one)).toBe(await alone(one));
    },
  );

  it.each(Object.entries(CASES))('%s: as it is written down', async (store, cases) => {
    const answers: string[] = [];
    for (const [name, one] of Object.entries(cases)) answers.push(`${name}\n${await alone(one)}\n`);
    await expect(answers.join('\n')).toMatchFileSnapshot(`answers/${store.replace('/', '-')}.txt`);
  });
});
