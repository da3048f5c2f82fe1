import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { agencyPostsOf, colleaguesBy } from '../../people/index.js';
import { activeOf, VISIT_STATES, type VisitState } from '../state/rules.js';
import type { Party, Visit, VisitEvent, VisitEventKind } from './rules.js';

const TRAIL = 5;

export const DAY_MS = 24 * 60 * 60_000;

/** A scope as a condition on visits: for an agency, those that it has a part in. */
export function visitsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({ parties: { some: { agencyId: { in: agencyIds } } } }));
}

const partyShape = { include: { agency: true }, orderBy: { id: 'asc' } } as const;

type PartyRow = Omit<Party, 'agencyName' | 'address'> & {
  readonly agency: { readonly name: string; readonly address: string | null };
};

function partyOf({ agency, ...row }: PartyRow): Party {
  const { agencyId, answer, reason, proposedStart, proposedEnd, answeredAt, answeredById } = row;
  return {
    agencyId,
    agencyName: agency.name,
    address: agency.address,
    answer,
    reason,
    proposedStart,
    proposedEnd,
    answeredAt,
    answeredById,
    minutesAgreed: row.minutesAgreed,
  };
}

/** A visit as its card shows it, if it lies within `scope`. Seven statements, one more with several agencies. */
export async function findVisit(db: Reader, scope: Scope, id: number): Promise<Visit | undefined> {
  const row = await db.visit.findFirst({
    where: { AND: [{ id }, visitsIn(scope)] },
    include: {
      parties: partyShape,
      members: { select: { personId: true } },
      events: { orderBy: { id: 'desc' }, take: TRAIL },
    },
  });
  if (!row) return undefined;
  const memberIds = row.members.map(({ personId }) => personId);
  const people = await colleaguesBy(db, row.unitId, [row.officerId, ...memberIds]);
  const parties = row.parties.map(partyOf);
  const agencyIds = parties.map(({ agencyId }) => agencyId);
  const behind = await agenciesBehind(db, row.unitId, agencyIds, row.events);
  const { unitId, direction, startsAt, endsAt, purpose, state, stateReason, version, sequence } = row;
  return {
    id,
    unitId,
    direction,
    startsAt,
    endsAt,
    purpose,
    state,
    stateReason,
    version,
    sequence,
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
            text: row.minutes,
            version: row.minutesVersion,
            agreed: activeOf(parties).every(({ minutesAgreed }) => minutesAgreed === row.minutesVersion),
          },
    trail: row.events.map((event) => {
      const { at, kind, reason, oldStart, newStart } = event;
      return { at, kind, reason, oldStart, newStart, agencyId: behind(event) };
    }),
  };
}

/** What decides whether a planned message still makes sense. Two statements. */
export async function standing(db: Reader, unitId: number, id: number) {
  const row = await db.visit.findFirst({
    where: { id, unitId },
    select: {
      unitId: true,
      version: true,
      state: true,
      startsAt: true,
      endsAt: true,
      parties: { select: { agencyId: true, answer: true, proposedStart: true }, orderBy: { id: 'asc' } },
    },
  });
  return row;
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

type Did = { readonly kind: VisitEventKind; readonly actorId: number | null };

/** What only an agency does; the rest may be anybody's. */
const BY_AGENCIES: ReadonlySet<VisitEventKind> = new Set([
  ...(['accepted', 'counterProposed', 'minutesAgreed', 'minutesCorrected'] as const),
]);

/**
 * For which of a visit's agencies something was done: the one that the person belongs or belonged to; null: for the
 * unit. One statement, where there is more than one agency.
 */
async function agenciesBehind(
  db: Reader,
  unitId: number,
  agencyIds: readonly number[],
  events: readonly Did[],
): Promise<(event: Did) => number | null> {
  const [only] = agencyIds;
  if (agencyIds.length < 2) return ({ kind }) => (only !== undefined && BY_AGENCIES.has(kind) ? only : null);
  const people = [...new Set(events.flatMap(({ actorId }) => actorId ?? []))];
  const posts = await agencyPostsOf(db, unitId, { personIds: people, agencyIds });
  return ({ actorId }) => posts.find(({ personId }) => personId === actorId)?.agencyId ?? null;
}

/** An event with who did it. */
export type Told = VisitEvent & { readonly by: string | null };

/** A visit's last events, the newest first. Two statements, one more with several agencies. */
export async function history(
  db: Reader,
  { id: visitId, unitId, parties }: Pick<Visit, 'id' | 'unitId' | 'parties'>,
  take: number,
): Promise<Told[]> {
  const events = await db.visitEvent.findMany({
    where: { visitId },
    include: { actor: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take,
  });
  const agencyIds = parties.map(({ agencyId }) => agencyId);
  const behind = await agenciesBehind(db, unitId, agencyIds, events);
  return events.map((event) => {
    const { at, kind, reason, oldStart, newStart, actor } = event;
    return { at, kind, reason, oldStart, newStart, agencyId: behind(event), by: actor?.name ?? null };
  });
}

/** The last event of some kinds, with who did it. */
export async function lastEvent(
  db: Reader,
  visitId: number,
  kinds: readonly VisitEventKind[],
): Promise<{
  readonly kind: VisitEventKind;
  readonly at: Date;
  readonly actorId: number | null;
  readonly oldStart: Date | null;
} | null> {
  return db.visitEvent.findFirst({
    where: { visitId, kind: { in: [...kinds] } },
    select: { kind: true, at: true, actorId: true, oldStart: true },
    orderBy: { id: 'desc' },
  });
}
