import type { Reader, Tx } from '../db/database.js';
import { few } from '../lib/lists.js';

/**
 * Which message shows what: it is edited in place when the thing changes, and what is sent in reply to it is about that
 * thing. It lies beside the outbox since the features' services, which may not know the bot, keep it in the
 * transactions that plan such edits.
 */

type Thing = {
  /** What kind of thing: `visit`. */
  readonly subject: string;
  readonly subjectId: number;
};

type Shown = Thing & { readonly chatId: bigint; readonly messageId: number; readonly personId: number };

/** From now on this message shows the thing in its chat, in place of the one that did. One statement. */
export async function keepCard(tx: Tx, card: Shown, now: Date): Promise<void> {
  const { subject, subjectId, chatId, messageId, personId } = card;
  const key = { subject, subjectId, chatId };
  await tx.card.upsert({
    where: { subject_subjectId_chatId: key },
    update: { messageId, personId, createdAt: now },
    create: { ...key, messageId, personId, createdAt: now },
  });
}

/** The same for a message that may have shown another thing of the kind before: it no longer does. Two statements. */
export async function turnCard(tx: Tx, card: Shown, now: Date): Promise<void> {
  const { subject, subjectId, chatId, messageId } = card;
  await tx.card.deleteMany({ where: { subject, chatId, messageId, subjectId: { not: subjectId } } });
  await keepCard(tx, card, now);
}

/** No message shows the thing any more. */
export async function forgetCards(tx: Tx, { subject, subjectId }: Thing): Promise<void> {
  await tx.card.deleteMany({ where: { subject, subjectId } });
}

/** What a message in a chat shows, of these kinds. */
export async function shownIn(
  db: Reader,
  subjects: readonly string[],
  chatId: number,
  messageId: number,
): Promise<number | undefined> {
  const card = await db.card.findFirst({
    where: { subject: { in: few('kinds', subjects) }, chatId: BigInt(chatId), messageId },
    select: { subjectId: true },
  });
  return card?.subjectId;
}

/** The messages that show a thing, and to whom. */
export function cardsOf(
  db: Reader,
  { subject, subjectId }: Thing,
): Promise<{ readonly chatId: bigint; readonly messageId: number; readonly personId: number | null }[]> {
  return db.card.findMany({
    where: { subject, subjectId },
    select: { chatId: true, messageId: true, personId: true },
  });
}

/** The message that shows a thing to a person. */
export async function cardFor(
  db: Reader,
  { subject, subjectId }: Thing,
  personId: number,
): Promise<number | undefined> {
  const card = await db.card.findFirst({
    where: { subject, subjectId, personId },
    select: { messageId: true },
  });
  return card?.messageId;
}

/** What a person was last shown of a kind in a chat, later than `since`. */
export async function lastShown(
  db: Reader,
  subject: string,
  to: { readonly personId: number; readonly chatId: number },
  since: Date,
): Promise<number | undefined> {
  const { personId, chatId } = to;
  const card = await db.card.findFirst({
    where: { subject, chatId: BigInt(chatId), personId, createdAt: { gt: since } },
    select: { subjectId: true },
    orderBy: { id: 'desc' },
  });
  return card?.subjectId;
}
