import type { Db, Tx } from '../../../db/database.js';
import { planNotices } from '../../../delivery/notices.js';
import { unitHeads } from '../../staffing/index.js';
import { isoWeek, lastOccurrence, nextOccurrence } from '../rules.js';
import { type Group, unplannedGroups } from '../store.js';

/** The weekly summary to a group; its subject is the binding. */
export const WEEKLY = 'summary.weekly';
/** A head is told that a group no longer gets one; its subject is the ended binding. */
export const UNBOUND = 'summary.unbound';

// A binding's slot never changes (a new slot is a new binding), so that a week of it has one occurrence and one key.
async function planAt(tx: Tx, { id, unitId, zone }: Group, dueAt: Date, now: Date): Promise<void> {
  const dedupeKey = `summary:group:${id}:${isoWeek(dueAt, zone)}`;
  const about = { dedupeKey, unitId, kind: WEEKLY, subjectId: id, subjectVersion: 1 };
  await planNotices(tx, now, [{ ...about, to: { groupId: id }, dueAt, priority: 9 }]);
}

/** Plans the summary after `now`. Doing it twice plans it once. */
export async function planNext(tx: Tx, group: Group, now: Date): Promise<void> {
  await planAt(tx, group, nextOccurrence(group, now, group.zone), now);
}

/** Plans the latest missed summary, in place of earlier ones; none from before the binding. */
export async function planLatest(tx: Tx, group: Group, now: Date): Promise<void> {
  const latest = lastOccurrence(group, now, group.zone);
  if (latest > group.boundAt) await planAt(tx, group, latest, now);
}

/** Tells the unit's heads that a group has been lost. */
export async function planUnbound(tx: Tx, { id, unitId }: Group, now: Date): Promise<void> {
  const heads = await unitHeads(tx, unitId, now);
  await planNotices(
    tx,
    now,
    heads.map(({ id: personId }) => ({
      dedupeKey: `summary:unbound:${id}:person:${personId}`,
      unitId,
      kind: UNBOUND,
      subjectId: id,
      subjectVersion: 1,
      to: { personId },
      dueAt: now,
    })),
  );
}

/**
 * Sees to it that every open binding has its next summary planned, and makes up for the last one where it was lost;
 * at start and once a day. Each summary plans the one after it: this mends a chain that broke all the same. Replicas
 * may do it at once. Resolves to how many bindings had nothing planned.
 */
export async function planSummaries(db: Db, now: Date): Promise<number> {
  const groups = await unplannedGroups(db.read, WEEKLY);
  if (groups.length > 0) {
    await db.write(async (tx) => {
      for (const group of groups) {
        await planLatest(tx, group, now);
        await planNext(tx, group, now);
      }
    });
  }
  return groups.length;
}
