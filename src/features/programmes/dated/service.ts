import type { Actor } from '../../../access/actor.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit, lockUnitAndProgramme } from '../../../db/locks.js';
import { type Given, given } from '../../../lib/given.js';
import { type LocalDate, toInstant } from '../../../lib/zoned.js';
import type { ClosedRefusal, Impact, MonthAction, Months, Writing } from '../../months/index.js';
import { departOn } from '../departure/service.js';
import { enrolOn, moveOn } from '../enrolment/service.js';
import type { Step } from './rules.js';

/** What was done on a day, or why not, in the words of what does the same today. */
export type Stepped = { readonly done: boolean; readonly outcome: string };

type At = { readonly actor: Actor; readonly now: Date };
type Who = { readonly participantId: number; readonly version: number };
type Dated = { readonly who: Who; readonly step: Step; readonly day: LocalDate };

type DatedDeps = { readonly db: Db; readonly months: Months };

const ACTION = {
  enrol: 'enrolment.open',
  move: 'enrolment.move',
  depart: 'participant.depart',
} as const satisfies Record<Step['kind'], MonthAction>;

function writing({ actor, now }: At, { step: { kind }, day }: Dated): Writing {
  const from = toInstant(day, { hour: 0, minute: 0 }, actor.zone);
  return { actor, now, matter: 'participants', action: ACTION[kind], from };
}

async function take(tx: Tx, at: At, { who, step: taken, day }: Dated): Promise<Stepped> {
  switch (taken.kind) {
    case 'enrol': {
      const of = { participantId: who.participantId, programmeId: taken.programmeId };
      const outcome = await enrolOn(tx, at, of, day);
      return { done: ['enrolled', 'waiting', 'reserved'].includes(outcome), outcome };
    }
    case 'move': {
      const { outcome } = await moveOn(tx, at, taken, day);
      return { done: outcome === 'moved', outcome: outcome === 'moved' ? taken.state : outcome };
    }
    case 'depart': {
      const { outcome } = await departOn(tx, at, { ...who, departure: taken.departure }, day);
      return { done: outcome === 'departed', outcome };
    }
  }
}

/** Has a step hold from a day on, within the caller's transaction. */
async function step(
  { months }: DatedDeps,
  tx: Tx,
  at: At,
  dated: Dated,
): Promise<{ readonly ok: true; readonly value: Stepped } | ClosedRefusal> {
  const { unitId } = at.actor;
  const { step: wanted } = dated;
  await (wanted.kind === 'move'
    ? lockUnitAndProgramme(tx, unitId, { ofEnrolment: wanted.enrolmentId })
    : lockUnit(tx, unitId));
  return months.write(tx, writing(at, dated), () => take(tx, at, dated));
}

/** What that would change of closed months. */
function impact({ db, months }: DatedDeps, at: At, dated: Dated): Promise<readonly Impact[]> {
  return months.rehearse(db, writing(at, dated), (tx) => take(tx, at, dated));
}

const useCases = { step, impact };

/** Enrolling, pausing, ending and leaving on a day that is said. */
export type DatedService = Given<typeof useCases>;

export function createDatedService(deps: DatedDeps): DatedService {
  return given(deps, useCases);
}
