import type { Database, Reader, Tx } from '../../db/database.js';

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

/** A programme's waiting list, who has waited longest first. One query. */
export async function waitingList(
  db: Database,
  of: { readonly unitId: number; readonly programmeId: number },
): Promise<{ id: number; version: number; participantId: number; name: string; registerNumber: string }[]> {
  const rows = await db.read.enrolment.findMany({
    where: { ...of, state: 'waiting' },
    select: {
      id: true,
      version: true,
      participantId: true,
      participant: { select: { name: true, registerNumber: true } },
      changes: { where: { until: null }, select: { from: true } },
    },
    orderBy: { id: 'asc' },
  });
  const since = (row: (typeof rows)[number]) => row.changes[0]?.from.getTime() ?? 0;
  return rows
    .toSorted((a, b) => since(a) - since(b) || a.id - b.id)
    .map(({ id, version, participantId, participant }) => ({ id, version, participantId, ...participant }));
}
