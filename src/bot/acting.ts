import type { Context } from 'grammy';
import { type Actor, actingIn } from '../access/actor.js';
import { unitOnButton, unitOnCard } from '../dialogs/in-unit.js';

/** In which unit somebody acts; `left`: in one in which they hold no post any more. */
type Acting = Actor | 'left' | undefined;

/** Takes the unit off a tapped button's data, so that whoever reads it finds what was put there. */
export function takeUnit(ctx: Context): number | undefined {
  const { callbackQuery } = ctx;
  if (callbackQuery?.data === undefined) return undefined;
  const { data, unitId } = unitOnButton(callbackQuery.data);
  // The update itself may be handled again, or kept.
  if (unitId !== undefined)
    Object.assign(ctx, { update: { ...ctx.update, callback_query: { ...callbackQuery, data } } });
  return unitId;
}

/**
 * In which unit somebody acts who holds posts in several: in a group in that which has bound it; with a button in that of
 * its card; in reply to a card in its; else in the one that they chose. What names none is from when they held posts in
 * one only, which is the oldest's.
 */
export async function actingFor(
  ctx: Context,
  known: Actor | undefined,
  onButton: number | undefined,
  unitOfGroup: (chatId: number) => Promise<number | undefined>,
): Promise<Acting> {
  if (!known) return undefined;
  if (onButton !== undefined) return actingIn(known, onButton) ?? 'left';
  const { units } = known;
  if (!units) return known;
  const [oldest] = units;
  const inUnit = (unitId: number | undefined) =>
    (unitId === undefined ? undefined : actingIn(known, unitId)) ?? known;
  const { chat, callbackQuery, msg, me } = ctx;
  if (chat && chat.type !== 'private') return inUnit(await unitOfGroup(chat.id));
  if (callbackQuery) return callbackQuery.data?.startsWith('d:') ? known : inUnit(oldest?.unitId);
  const answered = msg?.reply_to_message;
  if (answered?.from?.id !== me.id) return known;
  return inUnit(unitOnCard(answered.text ?? answered.caption ?? '', units)?.unitId ?? oldest?.unitId);
}
