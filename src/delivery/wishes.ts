import type { Surroundings, Wishes } from './deps.js';
import type { Addressed } from './sending/recipients.js';

/** Asks for all reminders of a lot at once how they are wanted; an answer that somebody waits for goes anyway. */
export async function withWishes(
  messages: readonly Addressed[],
  { notices, clock }: Pick<Surroundings, 'notices' | 'clock'>,
  ask: Wishes | undefined,
): Promise<readonly Addressed[]> {
  const reminders = messages.flatMap(({ row, context: { to, unit } }) => {
    const reminder = row.priority > 1 ? notices.get(row.kind)?.reminder : undefined;
    if (!reminder || !('personId' in to)) return [];
    return [{ outboxId: row.id, personId: to.personId, reminder, zone: unit.zone, dueAt: row.dueAt }];
  });
  if (!ask || reminders.length === 0) return messages;
  const wishes = await ask(reminders, clock.now());
  return messages.map((message) => {
    const wish = wishes.get(message.row.id);
    return wish ? { ...message, wish } : message;
  });
}
