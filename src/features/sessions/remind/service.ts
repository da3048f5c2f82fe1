import type { Db, Reader, Tx } from '../../../db/database.js';
import { type PlannedNotice, planNotices, withdraw } from '../../../delivery/notices.js';
import { notYetPlanned, toldAbout } from '../../../delivery/planned.js';
import { units } from '../../people/index.js';
import { type Plannable, trainersInOffice } from '../../programmes/index.js';
import { agencyPeople, answering, contactsAmong, onDuty, unitPeople } from '../../staffing/index.js';
import {
  type Audience,
  isLive,
  REMINDER_KINDS,
  type ReminderKind,
  recipientsOf,
  remindersFor,
} from '../plan/rules.js';
import { lastLogger, type PlannedSession, plannedBetween, plannedById } from '../plan/store.js';

const HOUR_MS = 3_600_000;
/** Reminders of sessions further ahead are planned by the sweep when these come near. H-1 is 40 hours at most. */
const AHEAD_MS = 48 * HOUR_MS;
/** A session is asked after until the end of the morning after it. */
const BEHIND_MS = 60 * HOUR_MS;

/** What was sent to whom about a session, about which version of it; `at`: when, or `now` for what is being sent. */
function toldOf(db: Reader, unitId: number, sessionId: number, now: Date) {
  return toldAbout(db, { unitId, kinds: 'session.', subjectId: sessionId }, now);
}

/** Tells whoever was reminded that a session is cancelled, moved, or takes place after all. */
export const CHANGED = 'session.changed';

/** Every kind of planned message about planned sessions; the subject is the session. */
const KINDS = [...REMINDER_KINDS, CHANGED] as const;

/** The officer of a programme: named, or who recorded last, or all officers, or the heads. */
async function officersOf(db: Reader | Tx, { unitId, id, officerId }: Plannable): Promise<number[]> {
  const people = await unitPeople(db, unitId);
  const inOffice = (one: number | null | undefined) => people.some((person) => person.id === one);
  const named = inOffice(officerId) ? officerId : await lastLogger(db, id);
  return (inOffice(named) ? answering(people, [named]) : onDuty(people)).map((person) => person.id);
}

/** An agency's contacts; its head where there are none, who is otherwise left in peace. */
async function contactsOf(db: Reader | Tx, { unitId, agencyId }: Plannable): Promise<number[]> {
  if (agencyId === null) return [];
  return contactsAmong(await agencyPeople(db, unitId, agencyId)).map(({ id }) => id);
}

/** Whether somebody is (still) one of those whom a reminder of a session is for, and the programme is in progress. */
export async function isFor(db: Reader, kind: ReminderKind, sessionId: number, personId: number) {
  const { programme } = await plannedById(db, sessionId);
  // What took place before the programme's end is to be recorded all the same.
  if (kind === 'session.H-1' && !isLive(programme.state)) return false;
  return recipientsOf(await audienceOf(db, programme))[kind].includes(personId);
}

/** Those concerned by a programme's sessions. */
export async function audienceOf(db: Reader | Tx, programme: Plannable): Promise<Audience> {
  return {
    trainers: await trainersInOffice(db, programme.unitId, programme.id),
    contacts: await contactsOf(db, programme),
    officers: await officersOf(db, programme),
  };
}

function message(
  session: PlannedSession,
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

async function messagesOf(
  db: Reader | Tx,
  session: PlannedSession,
  audience: Audience,
  at: { readonly now: Date; readonly zone: string },
): Promise<PlannedNotice[]> {
  if (session.state !== 'planned') return [];
  const told = await toldOf(db, session.unitId, session.id, at.now);
  const due = remindersFor(session, audience, told, at.zone, at.now);
  return due.map(({ kind, personId, dueAt }) => message(session, kind, personId, dueAt));
}

type Acting = { readonly now: Date; readonly zone: string; readonly actorId: number | null };

/**
 * Has the reminders of a session follow its plan, in the transaction that changes it: the former version's are
 * withdrawn, and those of the present one planned where it is near. Whoever made the change isn't told at once.
 */
export async function remindAnew(tx: Tx, session: PlannedSession, at: Acting): Promise<void> {
  await withdrawReminders(tx, session, 'changed');
  const span = session.startsAt.getTime() - at.now.getTime();
  if (session.state !== 'planned' || span > AHEAD_MS || span < -BEHIND_MS) return;
  const messages = await messagesOf(tx, session, await audienceOf(tx, session.programme), at);
  await planNotices(
    tx,
    at.now,
    messages.filter(({ to, dueAt }) => dueAt > at.now || !('personId' in to) || to.personId !== at.actorId),
  );
}

/** Withdraws what is planned to be said of a session: it was recorded, or its plan has changed. */
export async function withdrawReminders(
  tx: Tx,
  { unitId, id }: { readonly unitId: number; readonly id: number },
  cause: string,
): Promise<void> {
  await withdraw(tx, { unitId, kinds: KINDS, subjectId: id, cause });
}

/** Who has been told of a session so far: reminded of it, or told of a change. */
export async function remindedOf(tx: Tx, session: PlannedSession, now: Date): Promise<number[]> {
  const told = await toldOf(tx, session.unitId, session.id, now);
  const kinds: readonly string[] = ['session.H-1', CHANGED];
  return [...new Set(told.filter(({ kind }) => kinds.includes(kind)).map(({ personId }) => personId))];
}

/** Who was told of the change that led to a version. */
export async function toldOfVersion(
  tx: Tx,
  session: PlannedSession,
  version: number,
  now: Date,
): Promise<number[]> {
  const told = await toldOf(tx, session.unitId, session.id, now);
  return told
    .filter((one) => one.kind === CHANGED && one.subjectVersion === version)
    .map(({ personId }) => personId);
}

/** Tells people, once each, how a session stands now. */
export async function tellChanged(
  tx: Tx,
  session: PlannedSession,
  people: readonly number[],
  now: Date,
): Promise<void> {
  await planNotices(
    tx,
    now,
    [...new Set(people)].map((id) => ({ ...message(session, CHANGED, id, now), priority: 1 as const })),
  );
}

/** Plans the reminders of all sessions that have come near; those planned already stay as they are. */
export async function planReminders(db: Db, now: Date): Promise<void> {
  const all = await units(db.read);
  for (const { id: unitId, zone } of all) {
    const [from, until] = [new Date(now.getTime() - BEHIND_MS), new Date(now.getTime() + AHEAD_MS)];
    const sessions = await plannedBetween(db.read, unitId, from, until);
    const audiences = new Map<number, Audience>();
    const messages: PlannedNotice[] = [];
    for (const session of sessions) {
      const { programme } = session;
      const audience = audiences.get(programme.id) ?? (await audienceOf(db.read, programme));
      audiences.set(programme.id, audience);
      messages.push(...(await messagesOf(db.read, session, audience, { now, zone })));
    }
    const missing = await notYetPlanned(db.read, messages);
    if (missing.length > 0) await db.write((tx) => planNotices(tx, now, missing));
  }
}
