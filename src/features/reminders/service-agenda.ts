import type { Database } from '../../db/database.js';
import { type PlannedMessage, plan } from '../../delivery/plan.js';
import { localDate } from '../../lib/zoned.js';
import { closedDays } from '../calendar/service.js';
import { holders } from '../people/service.js';
import { agendaSlots } from './rules-agenda.js';

/** A working day's agenda at 07.00; its subject is the unit, its version the day. */
export const AGENDA = 'agenda.daily';

/**
 * Plans the coming agendas of every unit's officers, in a unit without any of its heads; at start and every hour. Those
 * planned already stay as they are.
 */
export async function planAgendas(db: Database, now: Date): Promise<void> {
  const units = await db.read.unit.findMany({ select: { id: true, zone: true } });
  for (const { id: unitId, zone } of units) {
    const officers = await holders(db.read, { unitId, kinds: ['officer'] });
    const people = officers.length > 0 ? officers : await holders(db.read, { unitId, kinds: ['head'] });
    const closed = await closedDays(db.read, unitId, localDate(now, zone));
    const messages = agendaSlots(now, zone, closed).flatMap(({ number, dueAt }) =>
      people.map(({ id: personId }): PlannedMessage => {
        const dedupeKey = `${AGENDA}:${unitId}:${number}:person:${personId}`;
        const about = { unitId, kind: AGENDA, subjectId: unitId, subjectVersion: number };
        return { dedupeKey, ...about, to: { personId }, dueAt };
      }),
    );
    const keys = messages.map(({ dedupeKey }) => dedupeKey);
    const known = await db.read.outbox.findMany({
      where: { dedupeKey: { in: keys } },
      select: { dedupeKey: true },
    });
    const there = new Set(known.map(({ dedupeKey }) => dedupeKey));
    const missing = messages.filter(({ dedupeKey }) => !there.has(dedupeKey));
    if (missing.length > 0) await db.write((tx) => plan(tx, now, missing));
  }
}
