import type { Scope } from '../../access/can.js';
import type { Reader } from '../../db/database.js';
import { firstTold } from '../../delivery/planned.js';
import { OPEN_STATES, VISIT_STATES, type VisitState } from './rules.js';
import { activeOf } from './rules-parties.js';
import type { Party, Visit } from './rules-visit.js';
import { agenciesBehind } from './store-events.js';
import { colleagues } from './store-people.js';

const TRAIL = 5;
const DAY_MS = 24 * 60 * 60_000;

/** The condition that keeps a query within what somebody may see. */
export function within(scope: Scope) {
  switch (scope.kind) {
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, parties: { some: { agencyId: { in: [...scope.agencyIds] } } } };
    case 'none':
      return { id: { in: [] } };
  }
}

const partyShape = { include: { agency: true }, orderBy: { id: 'asc' } } as const;

type PartyRow = Omit<Party, 'agencyName' | 'address'> & {
  readonly agency: { readonly name: string; readonly address: string | null };
};

function partyOf({ agency, ...row }: PartyRow): Party {
  const { agencyId, answer, reason, proposedStart, proposedEnd, answeredAt, answeredById } = row;
  return {
    ...{ agencyId, agencyName: agency.name, address: agency.address, answer, reason },
    ...{ proposedStart, proposedEnd, answeredAt, answeredById, minutesAgreed: row.minutesAgreed },
  };
}

/** A visit as its card shows it, if it lies within `scope`. Seven statements, one more with several agencies. */
export async function findVisit(db: Reader, scope: Scope, id: number): Promise<Visit | undefined> {
  const row = await db.visit.findFirst({
    where: { AND: [{ id }, within(scope)] },
    include: {
      parties: partyShape,
      members: { select: { personId: true } },
      events: { orderBy: { id: 'desc' }, take: TRAIL },
    },
  });
  if (!row) return undefined;
  const memberIds = row.members.map(({ personId }) => personId);
  const people = await colleagues(db, row.unitId, [row.officerId, ...memberIds]);
  const parties = row.parties.map(partyOf);
  const agencyIds = parties.map(({ agencyId }) => agencyId);
  const behind = await agenciesBehind(db, row.unitId, agencyIds, row.events);
  const { unitId, direction, startsAt, endsAt, purpose, state, stateReason, version, sequence } = row;
  return {
    ...{ id, unitId, direction, startsAt, endsAt, purpose, state, stateReason, version, sequence },
    officer: people.find((person) => person.id === row.officerId) ?? {
      id: row.officerId,
      name: '',
      posts: [],
    },
    members: people.filter((person) => memberIds.includes(person.id)),
    parties,
    letterNumber: row.letterNumber,
    minutes:
      row.minutes === null || row.minutesVersion === null
        ? null
        : {
            ...{ text: row.minutes, version: row.minutesVersion },
            agreed: activeOf(parties).every(({ minutesAgreed }) => minutesAgreed === row.minutesVersion),
          },
    trail: row.events.map((event) => {
      const { at, kind, reason, oldStart, newStart } = event;
      return { at, kind, reason, oldStart, newStart, agencyId: behind(event) };
    }),
  };
}

/** Another visit in the way. */
export type Taken = {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly personIds: readonly number[];
  readonly agencyIds: readonly number[];
  readonly placeId: number | null;
  readonly agencyName: string;
};

/** Open visits of a scope that share a moment with the stretch of time, without `exceptId`. */
export async function takenBetween(
  db: Reader,
  scope: Scope,
  span: { readonly startsAt: Date; readonly endsAt: Date; readonly exceptId?: number },
): Promise<Taken[]> {
  const { startsAt, endsAt, exceptId } = span;
  const rows = await db.visit.findMany({
    where: {
      AND: [
        within(scope),
        { state: { in: [...OPEN_STATES] } },
        // No visit lasts a day, which keeps the index from being read from its beginning.
        { startsAt: { lt: endsAt, gt: new Date(startsAt.getTime() - DAY_MS) }, endsAt: { gt: startsAt } },
        exceptId === undefined ? {} : { id: { not: exceptId } },
      ],
    },
    select: {
      ...{ id: true, startsAt: true, endsAt: true, officerId: true, state: true, direction: true },
      members: { select: { personId: true } },
      parties: {
        select: { agencyId: true, answer: true, agency: { select: { name: true } } },
        orderBy: { id: 'asc' },
      },
    },
  });
  return rows.map(({ officerId, members, parties, state, direction, ...visit }) => ({
    ...visit,
    // While an agency asks and nobody of the unit has answered, nobody's time is taken.
    personIds:
      state === 'proposed' && parties.every(({ answer }) => answer === 'accepted')
        ? []
        : [officerId, ...members.map(({ personId }) => personId)],
    placeId: direction === 'toAgency' ? (activeOf(parties)[0]?.agencyId ?? null) : null,
    agencyIds: activeOf(parties).map(({ agencyId }) => agencyId),
    agencyName: activeOf(parties)
      .map(({ agency }) => agency.name)
      .join(', '),
  }));
}

/** What decides whether a planned message still makes sense. Two statements. */
export async function standing(db: Reader, unitId: number, id: number) {
  const row = await db.visit.findFirst({
    where: { id, unitId },
    select: {
      ...{ unitId: true, version: true, state: true, startsAt: true, endsAt: true },
      parties: { select: { agencyId: true, answer: true, proposedStart: true }, orderBy: { id: 'asc' } },
    },
  });
  return row;
}

/** When each of these people was first asked about this version; not those who weren't, or couldn't be brought it. */
export async function askedAt(
  db: Reader,
  visit: { readonly id: number; readonly version: number },
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const about = { kind: 'visit.request', subjectId: visit.id, subjectVersion: visit.version };
  return firstTold(db, about, personIds);
}

/** How many visits of the unit begin in an interval, by state. One statement. */
export async function countByState(
  db: Reader,
  unitId: number,
  from: Date,
  until: Date,
): Promise<Readonly<Record<VisitState, number>>> {
  const groups = await db.visit.groupBy({
    by: ['state'],
    where: { unitId, startsAt: { gte: from, lt: until } },
    _count: { _all: true },
  });
  const count = (state: VisitState) => groups.find((group) => group.state === state)?._count._all ?? 0;
  return Object.fromEntries(VISIT_STATES.map((state) => [state, count(state)])) as Record<VisitState, number>;
}

/** The message that shows a visit to a person, remembered to be edited in place. */
export async function findCard(db: Reader, visitId: number, personId: number): Promise<number | undefined> {
  const card = await db.card.findFirst({ where: { subject: 'visit', subjectId: visitId, personId } });
  return card?.messageId;
}
