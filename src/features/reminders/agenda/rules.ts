import { addDays, isoDate, type LocalDate, localDate, localTime, toInstant } from '../../../lib/zoned.js';
import { type ClosedDay, dayOff } from '../../calendar/index.js';

const SEVEN = { hour: 7, minute: 0 } as const;
/** A day's agenda that comes from noon on plans nothing any more. */
const TOO_LATE_HOUR = 12;

/** A day's agenda: when it is due, and the day as a number (`20230831`) that goes with each message. */
export type AgendaSlot = { readonly day: LocalDate; readonly number: number; readonly dueAt: Date };

function slotOn(day: LocalDate, zone: string): AgendaSlot {
  return { day, number: Number(isoDate(day).replaceAll('-', '')), dueAt: toInstant(day, SEVEN, zone) };
}

/** The agendas to have planned now: of the next working day, and of today while it is of use. */
export function agendaSlots(now: Date, zone: string, closed: readonly ClosedDay[]): AgendaSlot[] {
  const today = slotOn(localDate(now, zone), zone);
  let next = addDays(today.day, 1);
  while (dayOff(next, closed)) next = addDays(next, 1);
  return [...(isOfUse(today.number, now, zone, closed) ? [today] : []), slotOn(next, zone)];
}

/** Whether the agenda of that day may still be sent. */
export function isOfUse(number: number, now: Date, zone: string, closed: readonly ClosedDay[]): boolean {
  const today = slotOn(localDate(now, zone), zone);
  return today.number === number && !dayOff(today.day, closed) && localTime(now, zone).hour < TOO_LATE_HOUR;
}

export type AgendaVisit = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly agency: string;
  readonly agreed: boolean;
};
export type AgendaSession = { readonly startsAt: Date; readonly endsAt: Date; readonly programme: string };

/** A question about a visit that nobody has answered for long. `call`: those who can only be asked past Sambang. */
type AgendaQuestion = {
  readonly startsAt: Date;
  /** Whose answer is waited for; empty: the unit's own. */
  readonly agencies: readonly string[];
  readonly call: readonly string[];
};

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 48 * HOUR_MS;

/**
 * Those of the unanswered questions that stand in somebody's agenda: their own, and those whose officer has left
 * (`onDuty` are those who do the daily work). From the day after asking where a telephone is the only way, else once
 * two days have gone by; not those about the day itself, which stand there already.
 */
export function questionsFor(
  questions: readonly (Pick<AgendaQuestion, 'startsAt' | 'agencies'> & {
    readonly askedAt: Date;
    readonly officerId: number;
    readonly unreached: readonly string[];
  })[],
  personId: number,
  onDuty: readonly number[],
  { now, zone }: { readonly now: Date; readonly zone: string },
): AgendaQuestion[] {
  const today = isoDate(localDate(now, zone));
  return questions
    .filter(({ officerId }) => officerId === personId || !onDuty.includes(officerId))
    .filter(({ startsAt }) => isoDate(localDate(startsAt, zone)) !== today)
    .filter(({ askedAt, unreached }) =>
      unreached.length > 0
        ? isoDate(localDate(askedAt, zone)) < today
        : now.getTime() - askedAt.getTime() >= PATIENCE_MS,
    )
    .map(({ startsAt, agencies, unreached: call }) => ({ startsAt, agencies, call }));
}

/** A follow-up that is open on its day or after it; `days` late. */
type AgendaFollowUp = { readonly what: string; readonly owner: string; readonly days: number };

/** What a unit's officers have before them on a day; names of agencies, programmes and colleagues, of no participant. */
export type Agenda = {
  readonly visits: readonly AgendaVisit[];
  readonly sessions: readonly AgendaSession[];
  /** Of the two weeks before, without what became of them, agreed or not. */
  readonly openVisits: readonly AgendaVisit[];
  readonly openSessions: readonly AgendaSession[];
  readonly followUps: readonly AgendaFollowUp[];
  readonly unanswered: readonly AgendaQuestion[];
};

export function isEmpty(agenda: Agenda): boolean {
  return Object.values(agenda).every((items) => items.length === 0);
}
