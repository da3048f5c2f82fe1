import type { Reader, Tx } from '../../db/database.js';

/** Somebody on a programme's sheet. Names and register numbers are for those with `participant.view` alone. */
export type RosterEntry = {
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
};

/** That the participant is in the unit at an instant. */
function presentAt(at: Date) {
  return { presentFrom: { lte: at }, OR: [{ presentUntil: null }, { presentUntil: { gt: at } }] };
}

/** That a dated row (class, enrolment change) holds at an instant. */
function holdsAt(at: Date) {
  return { from: { lte: at }, OR: [{ until: null }, { until: { gt: at } }] };
}

/**
 * Who takes part in a programme at an instant: enrolled and active then (not paused, not waiting) and in the unit,
 * by name. Empty where nothing is recorded for that time. One query.
 */
export async function rosterOn(
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
): Promise<RosterEntry[]> {
  const { unitId, programmeId } = of;
  const participants = await db.participant.findMany({
    where: {
      unitId,
      ...presentAt(at),
      enrolments: { some: { programmeId, changes: { some: { state: 'active', ...holdsAt(at) } } } },
    },
    select: { id: true, name: true, registerNumber: true },
    orderBy: [{ searchName: 'asc' }, { registerKey: 'asc' }],
  });
  return participants.map(({ id, name, registerNumber }) => ({ participantId: id, name, registerNumber }));
}
