import type { Reader } from '../../../db/database.js';
import { addDays, localDate, toInstant } from '../../../lib/zoned.js';
import { plannedIn } from '../../sessions/index.js';
import { isWaiting, visitsBetween } from '../../visits/index.js';
import type { Agenda, AgendaVisit } from './rules.js';

const DAYS_BACK = 14;
const MIDNIGHT = { hour: 0, minute: 0 } as const;

/** A unit's agenda of the day in which `now` lies, but for its follow-ups and unanswered questions. Two queries and their relations. */
export async function agendaOf(
  db: Reader,
  { id: unitId, zone }: { readonly id: number; readonly zone: string },
  now: Date,
): Promise<Omit<Agenda, 'followUps' | 'unanswered'>> {
  const today = localDate(now, zone);
  const [from, start, end] = [-DAYS_BACK, 0, 1].map((days) =>
    toInstant(addDays(today, days), MIDNIGHT, zone),
  );
  if (!from || !start || !end) throw new Error('a day without its neighbours');
  const span = { from, until: end };
  const [visitRows, sessions] = await Promise.all([
    visitsBetween(db, { unitId, agencyId: null }, span),
    plannedIn(db, unitId, span),
  ]);
  const visits = visitRows
    .filter(({ state }) => state === 'confirmed' || isWaiting(state))
    .map(
      ({ startsAt, endsAt, state, agencies }): AgendaVisit => ({
        startsAt,
        endsAt,
        agreed: state === 'confirmed',
        agency: agencies.map(({ name }) => name).join(', '),
      }),
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
