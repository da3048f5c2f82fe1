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

const answerKey = (store: string, name: string) => `${store} ${name}`;

async function answers(db: Db, own: SampleUnit, other: SampleUnit): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const before = await rowsIn(db);
  const asked = { kind: db.kind, read: db.read, own, other };
  for (const [store, cases] of Object.entries(CASES))
    for (const [name, one] of Object.entries(cases)) {
      found.set(answerKey(store, name), await answerTo(db, one, asked, before));
    }
  return found;
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
  let database: TestDatabase;
  let alone: Map<string, string>;
  let beside: Map<string, string>;

  beforeAll(async () => {
    database = await open({ neighbours: false });
    const { db } = database;
    const other = await sampleUnit(db, 'Rutan Ambon');
    const own = await sampleUnit(db, 'Rutan Masohi');
    await lendTo(db, other, own);
    beside = await answers(db, own, other);

    // The same numbers again, and no neighbour any more.
    await database.reset();
    await sampleUnit(db, 'Rutan Ambon');
    await database.reset({ ids: 'kept' });
    alone = await answers(db, await sampleUnit(db, 'Rutan Masohi'), other);
  });
  afterAll(() => database.close());

  const all = Object.entries(CASES).flatMap(([store, cases]) =>
    Object.keys(cases).map((name) => answerKey(store, name)),
  );
  it.each(all)('%s: the same with a unit beside it that looks the same', (key) => {
    expect(beside.get(key)).toBe(alone.get(key));
  });

  it.each(Object.keys(CASES))('%s: as it is written down', async (store) => {
    const lines = Object.keys(CASES[store] ?? {}).map(
      (name) => `${name}\n${alone.get(answerKey(store, name))}\n`,
    );
    await expect(lines.join('\n')).toMatchFileSnapshot(`answers/${store.replace('/', '-')}.txt`);
  });
});
