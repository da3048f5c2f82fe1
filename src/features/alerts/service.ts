import type { Db, Reader, Tx } from '../../db/database.js';
import { type PlannedNotice, planNotices, withdraw } from '../../delivery/notices.js';
import { type Announced, announced, wasPlanned } from '../../delivery/planned.js';
import { forEachAlone } from '../../lib/each.js';
import type { Watched } from '../programmes/index.js';
import {
  type Attended,
  type Enrolled,
  enrolledAmong,
  findAttended,
  type Marked,
  markedAt,
  nextPlanned,
  pulses,
  type Rate,
  type Recorded,
  type Running,
  type SheetTally,
  sheetsSince,
} from '../sessions/index.js';
import { answering, unitStaff } from '../staffing/index.js';
import {
  absencesInARow,
  hasRecovered,
  lowRate,
  NOT_THERE,
  RATE_SESSIONS,
  type Silence,
  silenceOf,
  tellAt,
  tooMany,
} from './rules.js';

/** `rate` and `silence` are about a programme, `absence` about an enrolment; the version is a session or a day. */
export const ALERT = { rate: 'alert.rate', absence: 'alert.absence', silence: 'alert.silence' } as const;
type AlertKind = (typeof ALERT)[keyof typeof ALERT];

/** What an alert that isn't true any more when its turn has come is dropped with: it was told to nobody. */
export const OVER = 'over';

/** The programme's officer while they hold a post of the unit itself; else the heads, who are told as such. */
async function recipients(tx: Reader, { unitId, officerId }: Watched, now: Date): Promise<readonly number[]> {
  return answering(await unitStaff(tx, unitId, now), [officerId]).map(({ id }) => id);
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

/** What alerts were told or wait: of a kind the latest session or day told of a thing, and the things that wait. */
function tellingsIn(rows: readonly Announced[]) {
  const of = (kind: AlertKind) => rows.filter((row) => row.kind === kind);
  return {
    lastOf: (kind: AlertKind, id: number) =>
      of(kind).findLast(({ subjectId }) => subjectId === id)?.subjectVersion,
    waiting: (kind: AlertKind) => [
      ...new Set(of(kind).flatMap(({ waits, subjectId }) => (waits ? subjectId : []))),
    ],
  };
}

type Tellings = ReturnType<typeof tellingsIn>;

/** A low rate is told of once until it has been right again. */
async function rateAlert(
  tx: Tx,
  { programme, sheets }: Attended,
  tellings: Tellings,
  cause: string,
): Promise<readonly Alert[]> {
  const { id: subjectId } = programme;
  const last = sheets.at(-1);
  if (!last || !isLow(sheets)) return [];
  const told = tellings.lastOf(ALERT.rate, subjectId);
  if (told !== undefined) {
    const since = await sheetsSince(tx, subjectId, told, RATE_SESSIONS - 1);
    if (!hasRecovered(since.map(({ tally }) => tally))) return [];
  }
  return [{ kind: ALERT.rate, subjectId, subjectVersion: last.id, cause }];
}

function isLow(sheets: readonly SheetTally[]): boolean {
  return lowRate(sheets.map(({ tally }) => tally)) !== undefined;
}

/** What of somebody's absences in a row is as many as are told of. */
function oftenMissed({ marks }: Enrolled): readonly Marked[] {
  return tooMany(absencesInARow(marks));
}

/** A row of absences is told of once, however long it grows. */
function absenceAlerts(missing: readonly Enrolled[], tellings: Tellings, cause: string): readonly Alert[] {
  return missing.flatMap((one): Alert[] => {
    const { enrolmentId: subjectId } = one;
    const many = oftenMissed(one);
    const [last] = many.slice(-1);
    const told = tellings.lastOf(ALERT.absence, subjectId);
    if (!last || many.some(({ sessionId }) => sessionId === told)) return [];
    return [{ kind: ALERT.absence, subjectId, subjectVersion: last.sessionId, cause }];
  });
}

/** Withdraws what waits to be told of a programme and its people, and isn't so any more. */
async function withdrawOver(
  tx: Tx,
  { programme, sheets, running }: Attended,
  tellings: Tellings,
  now: Date,
): Promise<void> {
  const { id: programmeId, unitId, zone } = programme;
  const still = {
    [ALERT.rate]: isLow(sheets),
    [ALERT.silence]: running !== undefined && silenceOf(running, zone, now) !== undefined,
  };
  const kinds = ([ALERT.rate, ALERT.silence] as const).filter(
    (kind) => !still[kind] && tellings.waiting(kind).includes(programmeId),
  );
  if (kinds.length > 0) await withdraw(tx, { unitId, kinds, subjectId: programmeId, cause: OVER });
  const here = await enrolledAmong(tx, unitId, tellings.waiting(ALERT.absence));
  const over = here.filter(
    (one) => one.programme.id === programmeId && !(one.active && oftenMissed(one).length > 0),
  );
  if (over.length === 0) return;
  const subjectId = over.map(({ enrolmentId }) => enrolmentId);
  await withdraw(tx, { unitId, kinds: [ALERT.absence], subjectId, cause: OVER });
}

/**
 * Looks at a programme's attendance within the transaction that recorded or corrected one of its sessions: plans what
 * is new, withdraws what isn't so any more and what a new session answers. Under the programme's lock: two corrections
 * at once must not both find that nobody was told.
 */
export async function onRecorded(tx: Tx, recorded: Recorded, now: Date): Promise<void> {
  const { unitId, programmeId, sessionId, version } = recorded;
  const attended = await findAttended(tx, unitId, programmeId, RATE_SESSIONS);
  if (!attended) return;
  const missing = await markedAt(tx, { programmeId, sessionId }, NOT_THERE);
  const often = missing.filter((one) => oftenMissed(one).length > 0);
  const known = await announced(
    tx,
    unitId,
    [
      { kind: ALERT.rate, subjectIds: [programmeId], orWaits: false },
      { kind: ALERT.silence, subjectIds: [programmeId], orWaits: false },
      { kind: ALERT.absence, subjectIds: often.map(({ enrolmentId }) => enrolmentId), orWaits: true },
    ],
    OVER,
  );
  const tellings = tellingsIn(known);
  const cause = `session:${sessionId}:v${version}`;
  const alerts = [
    ...(await rateAlert(tx, attended, tellings, cause)),
    ...absenceAlerts(often, tellings, cause),
  ];
  await withdrawOver(tx, attended, tellings, now);
  if (alerts.length === 0) return;
  const { programme } = attended;
  const people = await recipients(tx, programme, now);
  await planNotices(
    tx,
    now,
    alerts.flatMap((alert) => messagesOf(alert, programme, people, now)),
  );
}

/** Plans to tell of running programmes without a session; at the start and every hour, each silence once. */
export async function planSilences(db: Db, now: Date): Promise<void> {
  await forEachAlone(await pulses(db.read), async (programme) => {
    const silence = silenceOf(programme, programme.zone, now);
    if (!silence) return;
    const { id: subjectId, unitId } = programme;
    const kind = ALERT.silence;
    if (await wasPlanned(db.read, { unitId, kind, subjectId, subjectVersion: silence.number })) return;
    const cause = `since:${silence.number}`;
    const alert: Alert = { kind, subjectId, subjectVersion: silence.number, cause };
    await db.write(async (tx) =>
      planNotices(tx, now, messagesOf(alert, programme, await recipients(tx, programme, now), now)),
    );
  });
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
  const attended = await findAttended(db, unitId, programmeId, RATE_SESSIONS);
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
  const [programme] = await pulses(db, { unitId, id: programmeId });
  const silence = programme && silenceOf(programme, programme.zone, now);
  if (!programme || !silence) return undefined;
  const next = await nextPlanned(db, programmeId, now);
  return { programme, silence, next };
}
