import type { Db, Reader } from '../../../db/database.js';
import { type PlannedNotice, planNotices } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { forEachAlone } from '../../../lib/each.js';
import { localDate } from '../../../lib/zoned.js';
import { closedDays } from '../../calendar/index.js';
import { daysLeft, followUpsDue } from '../../followups/index.js';
import { units } from '../../people/index.js';
import { onDuty, unitPeople } from '../../staffing/index.js';
import { unansweredVisits } from '../../visits/index.js';
import { type Agenda, agendaSlots, questionsFor } from './rules.js';
import { agendaOf } from './store.js';

/** A working day's agenda at 07.00; its subject is the unit, its version the day. */
export const AGENDA = 'agenda.daily';

/** A unit's agenda of the day in which `now` lies, for one of those on duty. */
export async function dayOf(
  db: Reader,
  unit: { readonly id: number; readonly zone: string },
  personId: number,
  now: Date,
): Promise<Agenda> {
  const [agenda, due, questions, people] = await Promise.all([
    agendaOf(db, unit, now),
    followUpsDue(db, unit.id, unit.zone, now),
    unansweredVisits(db, unit.id, now),
    unitPeople(db, unit.id, now),
  ]);
  const ids = onDuty(people).map(({ id }) => id);
  const unanswered = questionsFor(questions, personId, ids, { now, zone: unit.zone });
  const followUps = due.map(({ what, owner, dueOn }) => ({
    what,
    owner: owner.name,
    days: -daysLeft(dueOn, now, unit.zone),
  }));
  return { ...agenda, followUps, unanswered };
}

/**
 * Plans the coming agendas of every unit's officers, in a unit without any of its heads; at start and every hour. Those
 * planned already stay as they are.
 */
export async function planAgendas(db: Db, now: Date): Promise<void> {
  await forEachAlone(await units(db.read), async ({ id: unitId, zone }) => {
    const people = onDuty(await unitPeople(db.read, unitId, now));
    const closed = await closedDays(db.read, unitId, localDate(now, zone));
    const messages = agendaSlots(now, zone, closed).flatMap(({ number, dueAt }) =>
      people.map(({ id: personId }): PlannedNotice => {
        const dedupeKey = `${AGENDA}:${unitId}:${number}:person:${personId}`;
        const about = { unitId, kind: AGENDA, subjectId: unitId, subjectVersion: number };
        return { dedupeKey, ...about, to: { personId }, dueAt };
      }),
    );
    const missing = await notYetPlanned(db.read, messages);
    if (missing.length > 0) await db.write((tx) => planNotices(tx, now, missing));
  });
}
