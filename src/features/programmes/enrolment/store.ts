import type { Reader, Tx } from '../../../db/database.js';
import type { EndReason, EnrolmentState } from './rules.js';

type By = { readonly byId: number | null; readonly now: Date };

/** Opens an enrolment from an instant within a transaction that holds the programme's lock; its history begins with it. */
export async function openEnrolment(
  tx: Tx,
  enrolment: {
    readonly unitId: number;
    readonly programmeId: number;
    readonly participantId: number;
    readonly state: Exclude<EnrolmentState, 'ended'>;
  },
  { byId, now }: By,
): Promise<void> {
  const { state } = enrolment;
  await tx.enrolment.create({
    data: { ...enrolment, changes: { create: { state, from: now, recordedAt: now, byId } } },
  });
}

/** Gives enrolments their next state from an instant: the one before ends then. */
export async function changeEnrolments(
  tx: Tx,
  ids: readonly number[],
  to: { readonly state: EnrolmentState; readonly reason: EndReason | null; readonly at: Date },
  { byId, now }: By,
): Promise<void> {
  if (ids.length === 0) return;
  const { state, reason, at } = to;
  await tx.enrolment.updateMany({
    where: { id: { in: [...ids] } },
    data: { state, endReason: reason, endedAt: state === 'ended' ? at : null, version: { increment: 1 } },
  });
  await tx.enrolmentChange.updateMany({
    where: { enrolmentId: { in: [...ids] }, until: null },
    data: { until: at },
  });
  await tx.enrolmentChange.createMany({
    data: ids.map((enrolmentId) => ({ enrolmentId, state, reason, from: at, recordedAt: now, byId })),
  });
}

/** Whether anything was recorded of a unit's enrolments by an instant. One query. */
export async function hasEnrolmentsBy(db: Reader, unitId: number, at: Date): Promise<boolean> {
  const first = await db.enrolmentChange.findFirst({
    where: { enrolment: { unitId }, from: { lte: at } },
    select: { id: true },
  });
  return first !== null;
}
