import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootsOf, standing } from '../../../src/features/programmes/merge/rules.js';
import { mergeRecords, settleRoots } from '../../../src/features/programmes/merge/store.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { size } from '../../support/size.js';
import { NOW } from '../../support/world.js';
import { history, instant, type Recorded, record } from './histories.js';
import { mergedHistory } from './merged.js';
import { answer, question } from './questions.js';
import type { History } from './slow-count.js';

const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 });
type Pointer = { readonly fromId: number; readonly intoId: number };

describe.each(databases())('counting people of several records on $kind', ({ open }) => {
  let test: TestDatabase;
  let byId: number;
  beforeAll(async () => {
    test = await open();
    const person = await test.db.write((tx) =>
      tx.person.create({ data: { telegramId: 77_000_001n, name: 'Petugas', createdAt: NOW } }),
    );
    byId = person.id;
  });
  afterAll(() => test.close());

  /** Merges whom the numbers name, as the program does: the record that came later stands for both. */
  async function mergeSome(told: History, { unitId, participants }: Recorded, wanted: [number, number][]) {
    const pointers: Pointer[] = [];
    const standsFor = (index: number) => rootsOf(pointers).get(index) ?? index;
    for (const numbers of wanted) {
      const [one = 0, other = 0] = numbers.map((number) => standsFor(number % participants.length));
      if (one === other) continue;
      const as = (index: number) => ({
        id: participants[index] ?? 0,
        index,
        presentFrom: instant(told.participants[index]?.from ?? 0),
      });
      const { from, into } = standing(as(one), as(other));
      await test.db.write((tx) =>
        mergeRecords(tx, { unitId, fromId: from.id, intoId: into.id }, { byId, now: NOW }),
      );
      pointers.push({ fromId: from.index, intoId: into.index });
    }
    const roots = rootsOf(pointers);
    return participants.map((_, index) => roots.get(index) ?? index);
  }

  it('says what a slow count says of the people, and once all is undone, of the records', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        pairs,
        fc.array(question, { minLength: 4, maxLength: 8 }),
        async (told, wanted, questions) => {
          const recorded = await record(test.db, told);
          const roots = await mergeSome(told, recorded, wanted);
          const merged = mergedHistory(told, roots);
          for (const asked of questions) {
            const { found, slow } = await answer(test.db, merged, recorded, asked);
            expect(found).toEqual(slow);
          }
          await test.db.write(async (tx) => {
            const { unitId } = recorded;
            await tx.merge.updateMany({ where: { unitId }, data: { undoneAt: NOW, undoneById: byId } });
            await settleRoots(tx, unitId);
          });
          for (const asked of questions) {
            const { found, slow } = await answer(test.db, told, recorded, asked);
            expect(found).toEqual(slow);
          }
        },
      ),
      { numRuns: size(15, 60) },
    );
  });
});
