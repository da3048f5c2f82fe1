import type { Reader } from '../../../db/database.js';
import { peopleAround, reachable } from '../../staffing/index.js';
import { isWaiting, lastStart, questionOf, WAITING_STATES } from '../state/rules.js';
import type { VisitEventKind } from '../visit/rules.js';
import { isIn, questionedVisits } from '../visit/store.js';

/** A question about a visit that is still ahead, and to which no answer has come. */
export type Unanswered = {
  readonly id: number;
  /** The time that is asked for. */
  readonly startsAt: Date;
  readonly askedAt: Date;
  readonly officerId: number;
  /** Whose answer is waited for, by name; the unit's own where there is none. */
  readonly agencies: readonly string[];
  /** Those of them of whom nobody can be asked through Sambang. */
  readonly unreached: readonly string[];
};

/** What puts a question. */
const ASKING: readonly VisitEventKind[] = [
  'proposed',
  'moved',
  'counterProposed',
  'changeAsked',
  'counterAccepted',
];

/** A unit's questions about visits that are still to come, the earliest first. Five statements, whatever it has. */
export async function unansweredVisits(db: Reader, unitId: number, now: Date): Promise<Unanswered[]> {
  const named = { parties: { some: { ...isIn, proposedStart: { gt: now } } } };
  const rows = await db.visit.findMany({
    where: {
      unitId,
      AND: [
        { OR: [{ state: { in: [...WAITING_STATES] } }, questionedVisits] },
        { OR: [{ startsAt: { gt: now } }, { askedStart: { gt: now } }, named] },
      ],
    },
    select: {
      id: true,
      state: true,
      startsAt: true,
      askedStart: true,
      createdAt: true,
      officerId: true,
      parties: {
        where: isIn,
        select: {
          id: true,
          agencyId: true,
          answer: true,
          changeAnswer: true,
          proposedStart: true,
          agency: { select: { name: true } },
        },
      },
      events: { where: { kind: { in: [...ASKING] } }, select: { id: true, at: true } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const questions = rows
    .map(({ parties, ...visit }) =>
      questionOf({ ...visit, parties: parties.toSorted((one, other) => one.id - other.id) }),
    )
    .filter((question) => isWaiting(question.state) && lastStart(question) > now);
  if (questions.length === 0) return [];
  const pending = questions.flatMap(({ parties }) => parties.filter(({ answer }) => answer === 'pending'));
  const people = await peopleAround(db, unitId, [...new Set(pending.map(({ agencyId }) => agencyId))], now);
  return questions.map(({ id, startsAt, createdAt, officerId, parties, events }) => {
    const asked = parties.filter(({ answer }) => answer === 'pending');
    const unreached = asked.filter(({ agencyId }) => reachable(people(agencyId)).length === 0);
    return {
      id,
      startsAt,
      officerId,
      askedAt: events.toSorted((one, other) => other.id - one.id)[0]?.at ?? createdAt,
      agencies: asked.map(({ agency }) => agency.name),
      unreached: unreached.map(({ agency }) => agency.name),
    };
  });
}
