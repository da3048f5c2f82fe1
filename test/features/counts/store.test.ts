import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRecord, tally } from '../../../src/features/counts/store.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { history, instant, record } from './histories.js';
import { answer, question } from './questions.js';

describe.each(databases())('counting on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());

  it('says what a slow count says, of any history at any moment', async () => {
    const zone = process.env['TZ'];
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.array(question, { minLength: 4, maxLength: 8 }),
        fc.constantFrom('Asia/Jayapura', 'America/New_York', 'Asia/Kathmandu'),
        async (told, questions, serverZone) => {
          process.env['TZ'] = serverZone;
          const recorded = await record(test.db, told);
          for (const asked of questions) {
            const { found, slow } = await answer(test.db, told, recorded, asked);
            expect(found).toEqual(slow);
          }
        },
      ),
      { numRuns: 60 },
    );
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('adds up: enrolled before, and joined, less left, is enrolled after', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(13), fc.nat(13), async (told, one, other) => {
        const { unitId } = await record(test.db, told);
        const [since, at] = [instant(Math.min(one, other)), instant(Math.max(one, other))];
        const all = {
          unitId,
          agencyIds: null,
          filter: { agencyId: null, programmeId: null, kind: null, status: null },
        };
        const before = await tally(test.db.read, all, new Date(since.getTime() - 1));
        const after = await tally(test.db.read, all, at, since);
        expect(before.total.enrolments + after.joined - after.left).toBe(after.total.enrolments);
      }),
      { numRuns: 25 },
    );
  });

  it("knows each unit's own first record", async () => {
    const told = {
      programmes: [{ agency: 0, kind: 'trade' }],
      participants: [{ from: 0, until: null, classes: [] }],
    } as const;
    const enrolment = (from: number) =>
      ({ programme: 0, participant: 0, changes: [{ state: 'active', from, until: null }] }) as const;
    const early = await record(test.db, { ...told, enrolments: [enrolment(2)] });
    const late = await record(test.db, { ...told, enrolments: [enrolment(7), enrolment(5)] });
    const empty = await record(test.db, { ...told, enrolments: [] });
    expect(await firstRecord(test.db.read, early.unitId)).toEqual(instant(2));
    expect(await firstRecord(test.db.read, late.unitId)).toEqual(instant(5));
    expect(await firstRecord(test.db.read, empty.unitId)).toBeUndefined();
  });
});
