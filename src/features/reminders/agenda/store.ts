import type { Reader } from '../../../db/database.js';
import { addDays, localDate, toInstant } from '../../../lib/zoned.js';
import type { Agenda, AgendaSession, AgendaVisit } from './rules.js';

const DAYS_BACK = 14;
const MIDNIGHT = { hour: 0, minute: 0 } as const;
const byStart = { startsAt: 'asc' } as const;

/** A unit's agenda of the day in which `now` lies, but for its follow-ups. Two queries and their relations. */
export async function agendaOf(
  db: Reader,
  { id: unitId, zone }: { readonly id: number; readonly zone: string },
  now: Date,
): Promise<Omit<Agenda, 'followUps'>> {
  const today = localDate(now, zone);
  const [from, start, end] = [-DAYS_BACK, 0, 1].map((days) =>
    toInstant(addDays(today, days), MIDNIGHT, zone),
  );
  if (!from || !start || !end) throw new Error('a day without its neighbours');
  const [visitRows, sessionRows] = await Promise.all([
    db.visit.findMany({
      where: {
        unitId,
        startsAt: { gte: from, lt: end },
        OR: [
          { state: 'confirmed' },
          { state: { in: ['proposed', 'counterProposed'] }, startsAt: { gte: start } },
        ],
      },
      select: {
        startsAt: true,
        endsAt: true,
        state: true,
        parties: { select: { agency: { select: { name: true } } }, orderBy: { id: 'asc' } },
      },
      orderBy: byStart,
    }),
    db.session.findMany({
      where: { unitId, state: 'planned', startsAt: { gte: from, lt: end } },
      select: { startsAt: true, endsAt: true, programme: { select: { name: true } } },
      orderBy: byStart,
    }),
  ]);
  const visits = visitRows.map(
    ({ startsAt, endsAt, state, parties }): AgendaVisit => ({
      startsAt,
      endsAt,
      agreed: state === 'confirmed',
      agency: parties.map(({ agency }) => agency.name).join(', '),
    }),
  );
  const sessions = sessionRows.map(
    ({ startsAt, endsAt, programme }): AgendaSession => ({ startsAt, endsAt, programme: programme.name }),
  );
  const isToday = ({ startsAt }: { readonly startsAt: Date }) => startsAt >= start;
  const isBefore = (one: { readonly startsAt: Date }) => !isToday(one);
  return {
    visits: visits.filter(isToday),
    sessions: sessions.filter(isToday),
    openVisits: visits.filter(isBefore),
    openSessions: sessions.filter(isBefore),
  };
}
