import type { Db, Reader, Tx } from '../../db/database.js';
import { lockProgramme } from '../../db/locks.js';
import { type PlannedNotice, planNotices, withdraw } from '../../delivery/notices.js';
import { lastVersionTold, subjectsWaiting, wasPlanned } from '../../delivery/planned.js';
import { enrolmentsAmong, findEnrolled, findWatched, type Watched } from '../programmes/index.js';
import {
  lastSheets,
  type Marked,
  nextPlanned,
  type Rate,
  type Recorded,
  type SheetTally,
  sheetsSince,
} from '../sessions/index.js';
import { answering, unitStaff } from '../staffing/index.js';
import {
  absencesInARow,
  hasRecovered,
  lowRate,
  RATE_SESSIONS,
  type Silence,
  silenceOf,
  tellAt,
  tooMany,
} from './rules.js';
import { marksOf, missingAt, pulses, type Running } from './store.js';

/** `rate` and `silence` are about a programme, `absence` about an enrolment; the version is a session or a day. */
export const ALERT = { rate: 'alert.rate', absence: 'alert.absence', silence: 'alert.silence' } as const;
type AlertKind = (typeof ALERT)[keyof typeof ALERT];

/** What an alert that isn't true any more when its turn has come is dropped with: it was told to nobody. */
export const OVER = 'over';

/** The programme's officer while they hold a post of the unit itself; else the heads, who are told as such. */
async function recipients(tx: Reader, { unitId, officerId }: Watched): Promise<readonly number[]> {
  return answering(await unitStaff(tx, unitId), [officerId]).map(({ id }) => id);
}

/** The latest session or day of which an alert of this kind is on its way or was told. */
function lastTold(tx: Tx, unitId: number, kind: AlertKind, subjectId: number) {
  return lastVersionTold(tx, { unitId, kind, subjectId }, OVER);
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
): PlannedNotice[] {
  const { cause, ...about } = alert;
  return people.map((personId) => ({
    ...about,
    dedupeKey: `alert:${SUBJECTS[alert.kind]}:${alert.subjectId}:${cause}:person:${personId}`,
    unitId,
    to: { personId },
    dueAt: tellAt(now, zone),
  }));
}

/** A low rate is told of once until it has been right again. */
async function rateAlert(tx: Tx, programme: Watched, cause: string): Promise<Alert | undefined> {
  const { id: subjectId, unitId } = programme;
  const sheets = await lastSheets(tx, subjectId, RATE_SESSIONS);
  const last = sheets.at(-1);
  if (!last || !lowRate(sheets.map(({ tally }) => tally))) {
    await withdraw(tx, { unitId, kinds: [ALERT.rate], subjectId, cause: OVER });
    return undefined;
  }
  const told = await lastTold(tx, unitId, ALERT.rate, subjectId);
  if (told !== undefined) {
    const since = await sheetsSince(tx, subjectId, told, RATE_SESSIONS - 1);
    if (!hasRecovered(since.map(({ tally }) => tally))) return undefined;
  }
  return { kind: ALERT.rate, subjectId, subjectVersion: last.id, cause };
}

/** Enrolments of the programme of which an absence alert waits to be told. */
async function waiting(tx: Tx, { id: programmeId, unitId }: Watched): Promise<readonly number[]> {
  const ids = await subjectsWaiting(tx, unitId, ALERT.absence);
  if (ids.length === 0) return [];
  return enrolmentsAmong(tx, programmeId, ids);
}

/** A row of absences is told of once, however long it grows. */
async function absenceAlerts(
  tx: Tx,
  programme: Watched,
  sessionId: number,
  cause: string,
): Promise<readonly Alert[]> {
  const { id: programmeId, unitId } = programme;
  const kind = ALERT.absence;
  const missing = await missingAt(tx, programmeId, sessionId);
  const marks = missing.length > 0 ? await marksOf(tx, programmeId, missing) : new Map<number, Marked[]>();
  const alerts: Alert[] = [];
  for (const { id: subjectId, participantId } of missing) {
    const many = tooMany(absencesInARow(marks.get(participantId) ?? []));
    const last = many.at(-1);
    if (!last) continue;
    const told = await lastTold(tx, unitId, kind, subjectId);
    if (told !== undefined && many.some((mark) => mark.sessionId === told)) continue;
    alerts.push({ kind, subjectId, subjectVersion: last.sessionId, cause });
  }
  for (const subjectId of await waiting(tx, programme)) {
    const still = await absenceOf(tx, unitId, subjectId);
    if (!still) await withdraw(tx, { unitId, kinds: [kind], subjectId, cause: OVER });
  }
  return alerts;
}

/**
 * Looks at a programme's attendance within the transaction that recorded or corrected one of its sessions: plans what
 * is new, withdraws what isn't so any more and what a new session answers.
 */
export async function onRecorded(tx: Tx, recorded: Recorded, now: Date): Promise<void> {
  const { unitId, programmeId, sessionId, version } = recorded;
  const programme = await findWatched(tx, unitId, programmeId);
  if (!programme) return;
  // Two corrections at once must not both find that nobody was told.
  await lockProgramme(tx, programmeId);
  const cause = `session:${sessionId}:v${version}`;
  const rate = await rateAlert(tx, programme, cause);
  const absences = await absenceAlerts(tx, programme, sessionId, cause);
  if (!(await silenceNow(tx, unitId, programmeId, now))) {
    await withdraw(tx, { unitId, kinds: [ALERT.silence], subjectId: programmeId, cause: OVER });
  }
  const alerts = rate ? [rate, ...absences] : absences;
  if (alerts.length === 0) return;
  const people = await recipients(tx, programme);
  await planNotices(
    tx,
    now,
    alerts.flatMap((alert) => messagesOf(alert, programme, people, now)),
  );
}

/** Plans to tell of running programmes without a session; at the start and every hour, each silence once. */
export async function planSilences(db: Db, now: Date): Promise<void> {
  for (const programme of await pulses(db.read)) {
    const silence = silenceOf(programme, programme.zone, now);
    if (!silence) continue;
    const { id: subjectId, unitId } = programme;
    const kind = ALERT.silence;
    if (await wasPlanned(db.read, { unitId, kind, subjectId, subjectVersion: silence.number })) continue;
    const cause = `since:${silence.number}`;
    const alert: Alert = { kind, subjectId, subjectVersion: silence.number, cause };
    await db.write(async (tx) =>
      planNotices(tx, now, messagesOf(alert, programme, await recipients(tx, programme), now)),
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
  const programme = await findWatched(db, unitId, programmeId);
  if (!programme) return undefined;
  const sheets = await lastSheets(db, programmeId, RATE_SESSIONS);
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
  const found = await findEnrolled(db, unitId, enrolmentId);
  if (!found) return undefined;
  const { enrolled, participant, programme } = found;
  const marks = (await marksOf(db, programme.id, [enrolled])).get(participant.id) ?? [];
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
  const [programme] = await pulses(db, { unitId, id: programmeId });
  const silence = programme && silenceOf(programme, programme.zone, now);
  if (!programme || !silence) return undefined;
  const next = await nextPlanned(db, programmeId, now);
  return { programme, silence, next };
}
