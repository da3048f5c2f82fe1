import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { isChanging, OPEN_STATES, type VisitState, WAITING_STATES } from '../state/rules.js';
import { isIn, questionedVisits, visitsIn } from '../visit/store.js';

/** What the list shows of a visit. */
export type Entry = {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** `counterProposed` also where another time than the agreed one is talked about. */
  readonly state: VisitState;
  readonly agencyName: string;
};

/**
 * A page of the list: visits that begin from `from` until `until` (exclusive), of those that `only` names. `is`: only
 * those that are still to come about, or only those before `until` and those that are over, whenever they were to be.
 */
export type ListQuery = {
  readonly from?: Date;
  readonly until?: Date;
  readonly is?: 'open' | 'past';
  readonly only?: {
    readonly waiting?: true;
    readonly personId?: number;
    readonly agencyId?: number;
    /** In its purpose or an agency's name, as `searchName` gives it. */
    readonly words?: string;
  };
  readonly newestFirst: boolean;
  readonly page: number;
  readonly perPage: number;
};

function spanOf({ from, until, is }: ListQuery) {
  const open = { state: { in: [...OPEN_STATES] } };
  const span = { startsAt: { ...(from && { gte: from }), ...(until && { lt: until }) } };
  if (is === 'open') return { ...span, ...open };
  return is === 'past' ? { OR: [span, { NOT: open }] } : span;
}

function onlySome({ waiting, personId, agencyId, words }: NonNullable<ListQuery['only']>) {
  return [
    waiting ? { OR: [{ state: { in: [...WAITING_STATES] } }, questionedVisits] } : {},
    personId === undefined ? {} : { OR: [{ officerId: personId }, { members: { some: { personId } } }] },
    agencyId === undefined ? {} : { parties: { some: { ...isIn, agencyId } } },
    words === undefined
      ? {}
      : {
          OR: [
            { searchText: { contains: words } },
            { parties: { some: { ...isIn, agency: { searchName: { contains: words } } } } },
          ],
        },
  ];
}

/** One page of the list and whether there is more. Three statements, whatever lies outside the interval. */
export async function listVisits(
  db: Reader,
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly entries: Entry[]; readonly more: boolean }> {
  const { only = {}, newestFirst, page, perPage } = query;
  const rows = await db.visit.findMany({
    where: { AND: [visitsIn(scope), spanOf(query), ...onlySome(only)] },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      state: true,
      parties: {
        where: isIn,
        select: { changeAnswer: true, agency: { select: { name: true } } },
        orderBy: { id: 'asc' },
      },
    },
    orderBy: [{ startsAt: newestFirst ? 'desc' : 'asc' }, { id: 'asc' }],
    skip: page * perPage,
    take: perPage + 1,
  });
  const entries = rows.slice(0, perPage).map(({ parties, ...visit }) => ({
    ...visit,
    state: isChanging({ ...visit, parties }) ? ('counterProposed' as const) : visit.state,
    agencyName: parties.map(({ agency }) => agency.name).join(', '),
  }));
  return { entries, more: rows.length > perPage };
}
