import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRecord, type Tallies, tally } from '../../../src/features/counts/store.js';
import { LEGAL_STATUSES, PROGRAMME_KINDS } from '../../../src/features/programmes/enrolment/rules.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { history, instant, type Recorded, record } from './histories.js';
import { slowCount } from './slow-count.js';

const nullable = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });

const question = fc.record({
  agencies: nullable([[1], [2], [1, 2], []]),
  agency: nullable([1, 2] as const),
  programme: nullable([0, 1]),
  kind: nullable(PROGRAMME_KINDS),
  status: nullable(LEGAL_STATUSES),
  at: fc.integer({ min: 0, max: 14 }),
  back: fc.integer({ min: 0, max: 14 }),
});

/** The database's answer with the history's own numbers in place of ids. */
function translated(tallies: Tallies, { agencies, programmes }: Recorded) {
  const named = <K>(
    name: string,
    counts: ReadonlyMap<K, unknown>,
    key: (known: K) => number | string = String,
  ) => [...counts].map(([known, count]) => [`${name} ${key(known)}`, count] as const);
  return {
    people: Object.fromEntries([
      ...(tallies.total.enrolments > 0 ? [['total', tallies.total]] : []),
      ...named('status', tallies.byStatus),
      ...named('kind', tallies.byKind),
      ...named('agency', tallies.byAgency, (id) => agencies.indexOf(id)),
      ...named('programme', tallies.byProgramme, (id) => programmes.indexOf(id)),
      ...named('waiting', tallies.waiting, (id) => programmes.indexOf(id)),
    ]),
    present: { convict: 0, detainee: 0, unknown: 0, ...Object.fromEntries(tallies.present) },
    joined: tallies.joined,
    left: tallies.left,
  };
}

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
          for (const { agencies, agency, programme, kind, status, at, back } of questions) {
            const since = Math.max(0, at - back);
            const exists = programme !== null && programme < recorded.programmes.length ? programme : null;
            const found = await tally(
              test.db.read,
              {
                unitId: recorded.unitId,
                agencyIds: agencies?.map((index) => recorded.agencies[index] ?? 0) ?? null,
                filter: {
                  agencyId: agency === null ? null : recorded.agencies[agency],
                  programmeId: exists === null ? null : (recorded.programmes[exists] ?? null),
                  kind,
                  status,
                },
              },
              instant(at),
              instant(since),
            );
            const slow = slowCount(
              told,
              { agencies, filter: { agency, programme: exists, kind, status } },
              at,
              since,
            );
            expect(translated(found, recorded)).toEqual(slow);
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
