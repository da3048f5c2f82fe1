import { type BulkChanges, type BulkUndo, EDITED_FACTS } from '../../programmes/index.js';
import type { Plan } from '../changes/rules.js';
import type { KnownParticipant } from '../known/rules.js';

/** How long an import can be undone, as long as nothing was built on it. */
export const UNDO_MS = 86_400_000;

/** How many records a plan merges, or says to be two people's: that is said of people, and no import takes it back. */
export function toldOfPeople({ returned, notSame }: Pick<BulkChanges, 'returned' | 'notSame'>): number {
  return returned.length + notSame.length;
}

/**
 * What it takes to write back a plan's operations, from what was recorded before and the ids of what they made.
 * Undefined where they can't be: see `toldOfPeople`.
 */
export function undoOf(
  { operations, people: named }: Pick<Plan, 'operations' | 'people'>,
  participants: readonly KnownParticipant[],
  made: Pick<BulkUndo, 'people' | 'enrolments' | 'programmes'>,
  { begins, now }: { readonly begins: Date; readonly now: Date },
): BulkUndo | undefined {
  if (toldOfPeople(operations) > 0) return undefined;
  const people = new Map(participants.map((person) => [person.id, person]));
  const enrolments = new Map(participants.flatMap((person) => person.enrolments.map((one) => [one.id, one])));
  return {
    ...made,
    moves: operations.moves.flatMap(({ enrolmentId }) => {
      const before = enrolments.get(enrolmentId);
      if (!before) return [];
      const { state, reason, endedAt } = before;
      return [{ enrolmentId, state, reason, endedAt: endedAt?.toISOString() ?? null }];
    }),
    classes: operations.classes.map(({ participantId, from }) => ({
      participantId,
      from: from.toISOString(),
    })),
    edits: operations.edits.flatMap(({ id, row, facts }) => {
      const before = people.get(id);
      if (!before) return [];
      const changed = EDITED_FACTS.flatMap((fact) => {
        const is = row[fact];
        return facts.includes(fact) && is !== undefined ? [{ fact, was: before[fact], is }] : [];
      });
      return [{ id, facts: changed }];
    }),
    numbers: operations.numbers.flatMap(({ person, key, from, over }) => {
      // Who is new goes with all of their numbers.
      const before = people.get(named.get(person) ?? 0);
      if (!before) return [];
      const { id: participantId, registerNumber: number, registerKey } = before;
      return [{ participantId, key, from: from.toISOString(), over, was: { number, key: registerKey } }];
    }),
    departures: (operations.departures ?? []).map(({ participantId }) => participantId),
    from: begins.toISOString(),
    at: now.toISOString(),
  };
}

/** Whether an applied batch can still be undone, as far as time goes. */
export function mayUndo(
  batch: { readonly state: string; readonly endedAt: Date | null; readonly undo: BulkUndo | undefined },
  now: Date,
): boolean {
  const { state, endedAt, undo } = batch;
  return (
    state === 'applied' &&
    undo !== undefined &&
    endedAt !== null &&
    now.getTime() - endedAt.getTime() <= UNDO_MS
  );
}
