import fc from 'fast-check';
import type { Db } from '../../../src/db/database.js';
import { type Tallies, tally } from '../../../src/features/counts/store.js';
import { LEGAL_STATUSES, PROGRAMME_KINDS } from '../../../src/features/programmes/enrolment/rules.js';
import { instant, type Recorded } from './histories.js';
import { type History, slowCount } from './slow-count.js';

const nullable = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });

/** A question to a count. */
export const question = fc.record({
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

type Asked = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

/** What the database says to a question, and what a slow count of a history says. */
export async function answer(db: Db, told: History, recorded: Recorded, asked: Asked) {
  const { agencies, agency, programme, kind, status, at, back } = asked;
  const since = Math.max(0, at - back);
  const exists = programme !== null && programme < recorded.programmes.length ? programme : null;
  const counted = {
    unitId: recorded.unitId,
    agencyIds: agencies?.map((index) => recorded.agencies[index] ?? 0) ?? null,
    filter: {
      agencyId: agency === null ? null : recorded.agencies[agency],
      programmeId: exists === null ? null : (recorded.programmes[exists] ?? null),
      kind,
      status,
    },
  };
  const found = await tally(db.read, counted, instant(at), instant(since));
  const filter = { agency, programme: exists, kind, status };
  return {
    found: translated(found, recorded),
    slow: slowCount(told, { agencies, filter }, at, since),
  };
}
