import type { Db, Reader, Tx } from '../../../db/database.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import { notYetPlanned, type Telling, toldAbout } from '../../../delivery/planned.js';
import { forEachAlone } from '../../../lib/each.js';
import { units } from '../../people/index.js';
import type { Plannable } from '../../programmes/index.js';
import { answering, contactsAmong, isInOffice, onDuty, peopleAround } from '../../staffing/index.js';
import {
  type Audience,
  isLive,
  REMINDER_KINDS,
  type ReminderKind,
  recipientsOf,
  remindersFor,
} from '../plan/rules.js';
import { aroundProgramme, type PlannedSession, plannedBetween, plannedById } from '../plan/store.js';

const HOUR_MS = 3_600_000;
/** Reminders of sessions further ahead are planned by the sweep when these come near. H-1 is 40 hours at most. */
const AHEAD_MS = 48 * HOUR_MS;
/** A session is asked after until the end of the morning after it. */
const BEHIND_MS = 60 * HOUR_MS;

/** Tells whoever was reminded that a session is cancelled, moved, or takes place after all. */
export const CHANGED = 'session.changed';

/** Every kind of planned message about planned sessions; the subject is the session. */
const KINDS = [...REMINDER_KINDS, CHANGED] as const;

/** What was sent to whom about sessions, about which version of each; `at`: when, or `now` for what is on its way. */
export function toldOf(
  db: Reader,
  unitId: number,
  sessionIds: readonly number[],
  now: Date,
): Promise<readonly Telling[]> {
  return toldAbout(db, { unitId, kinds: KINDS, subjectIds: sessionIds }, now);
}

/** Whether somebody is (still) one of those whom a reminder of a session is for, and the programme is in progress. */
export async function isFor(
  db: Reader,
  kind: ReminderKind,
  { sessionId, personId }: { readonly sessionId: number; readonly personId: number },
  now: Date,
) {
  const { programme } = await plannedById(db, sessionId);
  // What took place before the programme's end is to be recorded all the same.
  if (kind === 'session.H-1' && !isLive(programme.state)) return false;
  return recipientsOf(await audienceOf(db, programme, now))[kind].includes(personId);
}

/**
 * Those concerned by a programme's sessions: its trainers; an agency's contacts, its head where there are none, who is
 * otherwise left in peace; and its officer: named, or who recorded last, or all officers, or the heads. Two queries.
 */
export async function audienceOf(
  db: Reader,
  { id, unitId, agencyId, officerId }: Plannable,
  now: Date,
): Promise<Audience> {
  const { trainers, lastLogger } = await aroundProgramme(db, unitId, id, now);
  const peopleOf = await peopleAround(db, unitId, agencyId === null ? [] : [agencyId], now);
  const people = peopleOf(null).filter(({ kinds }) => isInOffice(kinds));
  const inOffice = (one: number | null | undefined) => people.some((person) => person.id === one);
  const named = inOffice(officerId) ? officerId : lastLogger;
  return {
    trainers,
    contacts: agencyId === null ? [] : contactsAmong(peopleOf(agencyId)).map((person) => person.id),
    officers: (inOffice(named) ? answering(people, [named]) : onDuty(people)).map((person) => person.id),
  };
}

/** A session as its reminders follow it. */
export type Remindable = Pick<PlannedSession, 'id' | 'unitId' | 'version' | 'startsAt' | 'endsAt' | 'state'>;

function message(
  session: Remindable,
  kind: (typeof KINDS)[number],
  personId: number,
  dueAt: Date,
): PlannedNotice {
  const { id, unitId, version } = session;
  return {
    dedupeKey: `session:${id}:v${version}:${kind}:person:${personId}`,
    unitId,
    kind,
    subjectId: id,
    subjectVersion: version,
    dueAt,
    to: { personId },
  };
}

type Moment = { readonly now: Date; readonly zone: string };

function messagesOf(
  session: Remindable,
  audience: Audience,
  told: readonly Telling[],
  at: Moment,
): PlannedNotice[] {
  if (session.state !== 'planned') return [];
  const ofIt = told.filter(({ subjectId }) => subjectId === session.id);
  const due = remindersFor(session, audience, ofIt, at.zone, at.now);
  return due.map(({ kind, personId, dueAt }) => message(session, kind, personId, dueAt));
}

function isNear({ state, startsAt }: Remindable, now: Date): boolean {
  const span = startsAt.getTime() - now.getTime();
  return state === 'planned' && span <= AHEAD_MS && span >= -BEHIND_MS;
}

/** What has become of sessions of a programme: as they are now. */
export type SessionsChanged = {
  readonly programme: Plannable;
  /** Those there were before, and whom to tell at once how they stand now. */
  readonly changed: readonly { readonly session: Remindable; readonly tell: readonly number[] }[];
  /** What was said of these until they were changed. */
  readonly told: readonly Telling[];
  readonly added: readonly Remindable[];
};

/**
 * Has the reminders of sessions follow their plan, in the transaction that changes it: the former versions' are
 * withdrawn, those of the present ones planned where they are near, and people told of the change, once each. Whoever
 * made it isn't told at once.
 */
export async function remindAnew(
  tx: Tx,
  { programme, changed, told, added }: SessionsChanged,
  { now, actorId }: { readonly now: Date; readonly actorId: number | null },
): Promise<void> {
  const { unitId, zone } = programme;
  if (changed.length > 0) {
    const subjectId = changed.map(({ session }) => session.id);
    await withdraw(tx, { unitId, kinds: KINDS, subjectId, cause: 'changed' });
  }
  const near = [...changed.map(({ session }) => session), ...added].filter((one) => isNear(one, now));
  const audience = near.length > 0 ? await audienceOf(tx, programme, now) : undefined;
  // What was on its way has just been withdrawn.
  const sent = told.filter((one) => !one.underWay);
  const reminders = audience
    ? near.flatMap((session) => messagesOf(session, audience, sent, { now, zone }))
    : [];
  const news = changed.flatMap(({ session, tell }) =>
    [...new Set(tell)].map((id) => ({ ...message(session, CHANGED, id, now), priority: 1 as const })),
  );
  const later = reminders.filter(
    ({ to, dueAt }) => dueAt > now || !('personId' in to) || to.personId !== actorId,
  );
  await planNotices(tx, now, [...later, ...news]);
}

/** Withdraws what is planned to be said of a session: it was recorded, or its plan has changed. */
export async function withdrawReminders(
  tx: Tx,
  { unitId, id }: { readonly unitId: number; readonly id: number },
  cause: string,
): Promise<void> {
  await withdraw(tx, { unitId, kinds: KINDS, subjectId: id, cause });
}

/** Of what was said of a session: who has been told so far, reminded of it or told of a change. */
export function remindedAmong(told: readonly Telling[], sessionId: number): number[] {
  const kinds: readonly string[] = ['session.H-1', CHANGED];
  return told
    .filter(({ kind, subjectId }) => subjectId === sessionId && kinds.includes(kind))
    .map(({ personId }) => personId);
}

/** Of what was said of a session: who was told of the change that led to a version. */
export function toldOfVersion(told: readonly Telling[], version: number): number[] {
  return told
    .filter(({ kind, subjectVersion }) => kind === CHANGED && subjectVersion === version)
    .map(({ personId }) => personId);
}

/** Plans the reminders of all sessions that have come near; those planned already stay as they are. */
export async function planReminders(db: Db, now: Date): Promise<void> {
  const all = await units(db.read);
  await forEachAlone(all, async ({ id: unitId, zone }) => {
    const [from, until] = [new Date(now.getTime() - BEHIND_MS), new Date(now.getTime() + AHEAD_MS)];
    const sessions = await plannedBetween(db.read, unitId, from, until);
    const audiences = new Map<number, Audience>();
    const messages: PlannedNotice[] = [];
    for (const session of sessions) {
      const { programme } = session;
      const audience = audiences.get(programme.id) ?? (await audienceOf(db.read, programme, now));
      audiences.set(programme.id, audience);
      const told = await toldOf(db.read, unitId, [session.id], now);
      messages.push(...messagesOf(session, audience, told, { now, zone }));
    }
    const missing = await notYetPlanned(db.read, messages);
    if (missing.length > 0) await db.write((tx) => planNotices(tx, now, missing));
  });
}
