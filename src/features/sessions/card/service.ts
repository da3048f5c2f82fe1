import type { Reader, Tx } from '../../../db/database.js';
import { keepCard, shownIn, turnCard } from '../../../delivery/cards.js';

/** A message that shows a session to a person. */
export type SessionCard = {
  readonly sessionId: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly personId: number;
};

/** `session`: its card; `session-paper`: the message that carries its paper. */
type Subject = 'session' | 'session-paper';

/** Remembers the message that shows a session in a chat, so that it is edited in place and replies find it. */
export async function rememberCard(
  tx: Tx,
  { sessionId, chatId, messageId, personId }: SessionCard,
  now: Date,
  subject: Subject = 'session',
): Promise<void> {
  await turnCard(tx, { subject, subjectId: sessionId, chatId: BigInt(chatId), messageId, personId }, now);
}

/** The same of a message that has shown no other session. One statement. */
export async function putCard(
  tx: Tx,
  { sessionId, chatId, messageId, personId }: SessionCard,
  now: Date,
): Promise<void> {
  const subject: Subject = 'session';
  await keepCard(tx, { subject, subjectId: sessionId, chatId: BigInt(chatId), messageId, personId }, now);
}

/** The session that a message shows, if it shows one. */
export function sessionOfCard(db: Reader, chatId: number, messageId: number): Promise<number | undefined> {
  return shownIn(db, ['session'] satisfies Subject[], chatId, messageId);
}

/** The session whose card or paper a message is. */
export function sessionOfOwnCard(db: Reader, chatId: number, messageId: number): Promise<number | undefined> {
  return shownIn(db, ['session', 'session-paper'] satisfies Subject[], chatId, messageId);
}
