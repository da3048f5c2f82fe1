import type { Db } from '../../../db/database.js';
import { type PlannedNotice, planNotices } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { forEachAlone } from '../../../lib/each.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { type HoldersOf, units } from '../../people/index.js';
import { answering, isInOffice, peopleAround } from '../../staffing/index.js';
import { type Running, runningFrom } from '../agreement/store.js';
import { REMINDERS, reminderAt } from './rules.js';

const DAY_MS = 24 * 60 * 60_000;
/** So far ahead reminders are planned: what changes later is planned anew, and a week without the program is bridged. */
const AHEAD_MS = 8 * DAY_MS;

/** Whoever answers for it while in office, else the unit's heads. */
function toldOf(people: HoldersOf, officerId: number): readonly number[] {
  const inOffice = people(null).filter(({ kinds }) => isInOffice(kinds));
  return answering(inOffice, [officerId]).map(({ id }) => id);
}

function remindersOf(people: HoldersOf, running: Running, zone: string, now: Date): PlannedNotice[] {
  const { id, unitId, version, officerId } = running;
  return REMINDERS.flatMap((reminder) => {
    const dueAt = reminderAt(reminder, running, zone);
    if (!dueAt || dueAt <= now || dueAt.getTime() > now.getTime() + AHEAD_MS) return [];
    const kind = `agreement.${reminder}`;
    // By its day and not by the version: what else is changed of it asks for no other reminder.
    const key = `agreement:${id}:${kind}:${dueAt.toISOString().slice(0, 10)}`;
    return toldOf(people, officerId).map((personId) => ({
      dedupeKey: `${key}:person:${personId}`,
      unitId,
      kind,
      subjectId: id,
      subjectVersion: version,
      dueAt,
      to: { personId },
    }));
  });
}

/** Plans what is due in the coming days, for whoever answers for it by then. */
export async function planReminders(db: Db, now: Date): Promise<void> {
  await forEachAlone(await units(db.read), async ({ id, zone }) => {
    const running = await runningFrom(db.read, id, isoDate(localDate(now, zone)));
    if (running.length === 0) return;
    const people = await peopleAround(db.read, id, [], now);
    const planned = running.flatMap((one) => remindersOf(people, one, zone, now));
    const missing = await notYetPlanned(db.read, planned);
    if (missing.length > 0) await db.write((tx) => planNotices(tx, now, missing));
  });
}
