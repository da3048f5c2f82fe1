import type { Db, Reader, Tx } from '../../db/database.js';
import { type PlannedMessage, plan, withdraw } from '../../delivery/plan.js';
import { lastVersionsTold, subjectsWaiting, wasPlanned } from '../../delivery/planned.js';
import type { Rate, Recorded } from '../sessions/index.js';
import { answering, unitStaff } from '../staffing/index.js';
import { absencesInARow, hasRecovered, lowRate, type Silence, silenceOf, tellAt, tooMany } from './rules.js';
import {
  type Attended,
  enrolledAmong,
  findAttended,
  type Marked,
  missingAt,
  nextPlanned,
  type Running,
  runningProgrammes,
  type SheetTally,
  sheetsSince,
  type Watched,
} from './store.js';

/** `rate` and `silence` are about a programme, `absence` about an enrolment; the version is a session or a day. */
export const ALERT = { rate: 'alert.rate', absence: 'alert.absence', silence: 'alert.silence' } as const;
type AlertKind = (typeof ALERT)[keyof typeof ALERT];

/** What an alert that isn't true any more when its turn has come is dropped with: it was told to nobody. */
export const OVER = 'over';

/** The programme's officer while they hold a post of the unit itself; else the heads, who are told as such. */
async function recipients(tx: Reader, { unitId, officerId }: Watched): Promise<readonly number[]> {
  return answering(await unitStaff(tx, unitId), [officerId]).map(({ id }) => id);
}

/** By thing the latest session or day of which an alert of this kind is on its way or was told. */
function lastTold(tx: Tx, unitId: number, kind: AlertKind, subjectIds: readonly number[]) {
  return lastVersionsTold(tx, { unitId, kind, subjectIds }, OVER);
}

type Alert = {
  readonly kind: AlertKind;
  readonly subjectId: number;
  readonly subjectVersion: number;
  /** With the subject, what makes it once: `session:40:v2`. */
  readonly cause: string;
};

const SUBJECTS = {
  'alert.rate': 'rate:programme',
  'alert.absence': 'absence:enrolment',
  'alert.silence': 'silence:programme',
} as const satisfies Record<AlertKind, string>;

function messagesOf(
  alert: Alert,
  { unitId, zone }: Watched,
  people: readonly number[],
  now: Date,
): PlannedMessage[] {
  const { cause, ...about } = alert;
  return people.map((personId) => ({
    ...about,
    dedupeKey: `alert:${SUBJECTS[alert.kind]}:${alert.subjectId}:${cause}:person:${personId}`,
    unitId,
    to: { personId },
    dueAt: tellAt(now, zone),
  }));
}

/** What came of looking: alerts that are new, and things of which none is to be told any more. */
type Found = { readonly alerts: readonly Alert[]; readonly over: readonly number[] };

/** A low rate is told of once until it has been right again. */
async function rateAlert(tx: Tx, { programme, sheets }: Attended, cause: string): Promise<Found> {
  const { id: subjectId, unitId } = programme;
  const last = sheets.at(-1);
  if (!last || !lowRate(sheets.map(({ tally }) => tally))) return { alerts: [], over: [subjectId] };
  const told = (await lastTold(tx, unitId, ALERT.rate, [subjectId])).get(subjectId);
  if (told !== undefined) {
    const since = await sheetsSince(tx, subjectId, told);
    if (!hasRecovered(since.map(({ tally }) => tally))) return { alerts: [], over: [] };
  }
  return { alerts: [{ kind: ALERT.rate, subjectId, subjectVersion: last.id, cause }], over: [] };
}

/** Enrolments of the programme of which an absence alert waits to be told, and isn't so any more. */
async function absencesOver(tx: Tx, { id: programmeId, unitId }: Watched): Promise<readonly number[]> {
  const waiting = await subjectsWaiting(tx, unitId, ALERT.absence);
  const here = await enrolledAmong(tx, unitId, waiting);
  return here
    .filter(({ programme, active, marks }) => {
      return programme.id === programmeId && !(active && tooMany(absencesInARow(marks)).length > 0);
    })
    .map(({ enrolmentId }) => enrolmentId);
}

/** A row of absences is told of once, however long it grows. */
async function absenceAlerts(tx: Tx, programme: Watched, sessionId: number, cause: string): Promise<Found> {
  const { id: programmeId, unitId } = programme;
  const kind = ALERT.absence;
  const missing = await missingAt(tx, programmeId, sessionId);
  const often = missing
    .map(({ enrolmentId, marks }) => ({ subjectId: enrolmentId, many: tooMany(absencesInARow(marks)) }))
    .filter(({ many }) => many.length > 0);
  const told = await lastTold(
    tx,
    unitId,
    kind,
    often.map(({ subjectId }) => subjectId),
  );
  const alerts = often.flatMap(({ subjectId, many }): Alert[] => {
    const [last] = many.slice(-1);
    const known = told.get(subjectId);
    if (!last || many.some((mark) => mark.sessionId === known)) return [];
    return [{ kind, subjectId, subjectVersion: last.sessionId, cause }];
  });
  return { alerts, over: await absencesOver(tx, programme) };
}

/**
 * Looks at a programme's attendance within the transaction that recorded or corrected one of its sessions: plans what
 * is new, withdraws what isn't so any more and what a new session answers. Under the programme's lock: two corrections
 * at once must not both find that nobody was told.
 */
export async function onRecorded(tx: Tx, recorded: Recorded, now: Date): Promise<void> {
  const { unitId, programmeId, sessionId, version } = recorded;
  const attended = await findAttended(tx, unitId, programmeId);
  if (!attended) return;
  const { programme, running } = attended;
  const cause = `session:${sessionId}:v${version}`;
  const rate = await rateAlert(tx, attended, cause);
  const absences = await absenceAlerts(tx, programme, sessionId, cause);
  const silent = running && silenceOf(running, programme.zone, now);
  const kinds = [...(rate.over.length > 0 ? [ALERT.rate] : []), ...(silent ? [] : [ALERT.silence])];
  if (kinds.length > 0) await withdraw(tx, { unitId, kinds, subjectId: programmeId, cause: OVER });
  if (absences.over.length > 0) {
    await withdraw(tx, { unitId, kinds: [ALERT.absence], subjectId: absences.over, cause: OVER });
  }
  const alerts = [...rate.alerts, ...absences.alerts];
  if (alerts.length === 0) return;
  const people = await recipients(tx, programme);
  await plan(
    tx,
    now,
    alerts.flatMap((alert) => messagesOf(alert, programme, people, now)),
  );
}

/** Plans to tell of running programmes without a session; at the start and every hour, each silence once. */
export async function planSilences(db: Db, now: Date): Promise<void> {
  for (const programme of await runningProgrammes(db.read)) {
    const silence = silenceOf(programme, programme.zone, now);
    if (!silence) continue;
    const { id: subjectId, unitId } = programme;
    const kind = ALERT.silence;
    if (await wasPlanned(db.read, { unitId, kind, subjectId, subjectVersion: silence.number })) continue;
    const cause = `since:${silence.number}`;
    const alert: Alert = { kind, subjectId, subjectVersion: silence.number, cause };
    await db.write(async (tx) =>
      plan(tx, now, messagesOf(alert, programme, await recipients(tx, programme), now)),
    );
  }
}

/** A programme whose attendance is too low now, with the sessions that it is taken of. */
export type LowRate = {
  readonly programme: Watched;
  readonly sheets: readonly SheetTally[];
  readonly rate: Rate;
};

export async function lowRateOf(
  db: Reader,
  unitId: number,
  programmeId: number,
): Promise<LowRate | undefined> {
  const attended = await findAttended(db, unitId, programmeId);
  if (!attended) return undefined;
  const { programme, sheets } = attended;
  const rate = lowRate(sheets.map(({ tally }) => tally));
  return rate && { programme, sheets, rate };
}

/** Somebody who was absent too often in a row, as it is now. */
export type Absence = {
  readonly programme: Watched;
  readonly participant: { readonly id: number; readonly name: string };
  readonly absences: readonly Marked[];
};

export async function absenceOf(
  db: Reader,
  unitId: number,
  enrolmentId: number,
): Promise<Absence | undefined> {
  const [found] = await enrolledAmong(db, unitId, [enrolmentId]);
  if (!found?.active) return undefined;
  const { participant, programme, marks } = found;
  const absences = absencesInARow(marks);
  return tooMany(absences).length > 0 ? { programme, participant, absences } : undefined;
}

/** A running programme without a session for too long now. */
export type Silent = {
  readonly programme: Running;
  readonly silence: Silence;
  readonly next: Date | undefined;
};

export async function silenceNow(
  db: Reader,
  unitId: number,
  programmeId: number,
  now: Date,
): Promise<Silent | undefined> {
  const [programme] = await runningProgrammes(db, { unitId, id: programmeId });
  const silence = programme && silenceOf(programme, programme.zone, now);
  if (!programme || !silence) return undefined;
  const next = await nextPlanned(db, programmeId, now);
  return { programme, silence, next: next?.startsAt };
}
