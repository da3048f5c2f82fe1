import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { NO_MARKS, type Tally } from '../attendance/rules.js';

/** A scope as a condition on programmes; nothing where it is `none`. */
export function inScope(scope: Scope) {
  switch (scope.kind) {
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, agencyId: { in: [...scope.agencyIds] } };
    case 'none':
      return { id: -1 };
  }
}

/** The same as a condition on sessions. */
export function sessionsIn(scope: Scope) {
  switch (scope.kind) {
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, programme: { agencyId: { in: [...scope.agencyIds] } } };
    case 'none':
      return { id: -1 };
  }
}

export const programmeFacts = {
  id: true,
  unitId: true,
  name: true,
  agencyId: true,
  trainer: true,
  place: true,
  namesShown: true,
} as const;

export type ProgrammeFacts = {
  readonly id: number;
  readonly unitId: number;
  readonly name: string;
  readonly agencyId: number | null;
  readonly trainer: string | null;
  readonly place: string | null;
  readonly namesShown: boolean;
};

export function programmesIn(db: Reader, scope: Scope): Promise<ProgrammeFacts[]> {
  return db.programme.findMany({
    where: inScope(scope),
    select: programmeFacts,
    orderBy: { searchName: 'asc' },
  });
}

/** The last held session of a programme: its times are the likeliest of the next one. */
export function lastSession(db: Reader, programmeId: number) {
  return db.session.findFirst({
    where: { programmeId, number: { not: null } },
    select: { number: true, startsAt: true, endsAt: true },
    orderBy: { number: 'desc' },
  });
}

/** What stands at a programme's start time already, cancelled sessions aside. */
export function sessionAt(db: Reader, programmeId: number, startsAt: Date) {
  return db.session.findFirst({
    where: { programmeId, startsAt, state: { not: 'cancelled' } },
    select: { id: true, number: true, state: true },
  });
}

/** Marks counted by session. One query. */
export async function talliesOf(db: Reader, sessionIds: readonly number[]): Promise<Map<number, Tally>> {
  const tallies = new Map<number, Tally>();
  if (sessionIds.length === 0) return tallies;
  const groups = await db.attendance.groupBy({
    by: ['sessionId', 'mark'],
    where: { sessionId: { in: [...sessionIds] } },
    _count: { _all: true },
  });
  for (const { sessionId, mark, _count } of groups) {
    tallies.set(sessionId, { ...(tallies.get(sessionId) ?? NO_MARKS), [mark]: _count._all });
  }
  return tallies;
}

/** A session's corrections, newest first: one more than `take`. */
export function revisionsOf(db: Reader, sessionId: number, skip: number, take: number) {
  return db.sessionRevision.findMany({
    where: { sessionId },
    include: { by: { select: { name: true } } },
    orderBy: { version: 'desc' },
    skip,
    take: take + 1,
  });
}

/** What is kept of a session of one kind, in the order in which it came. */
export function attachmentsOf(db: Reader, sessionId: number, kind: 'photo' | 'sheet' | 'voice') {
  const select = { fileId: true };
  return db.attachment.findMany({ where: { sessionId, kind }, select, orderBy: { id: 'asc' } });
}

/** A message that shows a session in somebody's chat. */
type SessionCard = {
  readonly sessionId: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly personId: number;
};

/** Remembers the message that shows a session in a chat, so that it is edited in place and replies find it. */
export async function rememberCard(
  tx: Tx,
  card: SessionCard,
  now: Date,
  subject: 'session' | 'session-paper' = 'session',
): Promise<void> {
  const { sessionId, messageId } = card;
  // The message may have shown another session before.
  await tx.card.deleteMany({
    where: { subject, chatId: BigInt(card.chatId), messageId, subjectId: { not: sessionId } },
  });
  await putCard(tx, card, now, subject);
}

/** The same of a message that has shown no other session. One statement. */
export async function putCard(
  tx: Tx,
  card: SessionCard,
  now: Date,
  subject: 'session' | 'session-paper' = 'session',
): Promise<void> {
  const { sessionId, messageId, personId } = card;
  const key = { subject, subjectId: sessionId, chatId: BigInt(card.chatId) };
  await tx.card.upsert({
    where: { subject_subjectId_chatId: key },
    update: { messageId, personId },
    create: { ...key, messageId, personId, createdAt: now },
    select: { id: true },
  });
}

/** The session whose card or sheet a message is. */
export async function sessionOfOwnCard(
  db: Reader,
  chatId: number,
  messageId: number,
): Promise<number | undefined> {
  const card = await db.card.findFirst({
    where: { subject: { in: ['session', 'session-paper'] }, chatId: BigInt(chatId), messageId },
    select: { subjectId: true },
  });
  return card?.subjectId;
}

/** The session that a message shows, if it shows one. */
export async function sessionOfCard(
  db: Reader,
  chatId: number,
  messageId: number,
): Promise<number | undefined> {
  const card = await db.card.findFirst({
    where: { subject: 'session', chatId: BigInt(chatId), messageId },
    select: { subjectId: true },
  });
  return card?.subjectId;
}
