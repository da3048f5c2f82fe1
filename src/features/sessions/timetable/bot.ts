import { can, canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { matchName } from '../../../reading/match.js';
import { splitLine } from '../../../reading/when-line.js';
import { programmesCard } from '../lists/messages.js';
import type { SessionsService } from '../session/service.js';
import { slotAddTap, slotEditTap, slotEndTap, slotReopenTap, slotTap, timetableTap } from '../taps.js';
import { slotCard, timetableCard } from './messages.js';
import { readTimetable, type SlotTime } from './rules.js';
import type { SlotChanged, TimetableService } from './service.js';

export type TimetableBotDeps = {
  readonly sessions: SessionsService;
  readonly timetable: TimetableService;
  readonly dialog: Dialog;
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

async function show(
  { timetable }: TimetableBotDeps,
  ctx: ActorContext,
  programmeId: number,
  more: { readonly note?: string; readonly undo?: number; readonly toast?: string } = {},
): Promise<void> {
  const { actor, t, locale, now } = ctx;
  const view = await timetable.view(actor, programmeId, now);
  const { toast, ...rest } = more;
  if (view)
    await ctx.show(timetableCard({ t, locale, now, zone: actor.zone }, view, { ...rest, now }), toast);
  else if (ctx.callbackQuery) await answerTap(ctx, t('session-gone'), true);
  else await ctx.show({ text: t('session-gone') });
}

async function open(
  { runner, dialog }: TimetableBotDeps,
  ctx: ActorContext,
  programme: number,
  replaces = 0,
  slots?: readonly SlotTime[],
) {
  await runner.open(ctx, dialog, { programme, replaces, ...(slots && { slots }) });
}

async function after(
  deps: TimetableBotDeps,
  ctx: ActorContext,
  id: number,
  changed: SlotChanged,
  said: 'timetable-ended' | 'timetable-reopened',
): Promise<void> {
  const { wake, timetable } = deps;
  const { actor, t, now } = ctx;
  if (changed.ok) {
    wake();
    const { programmeId, sessions: count } = changed;
    const undo = said === 'timetable-ended' ? { undo: id } : {};
    return show(deps, ctx, programmeId, { note: t(said, { sessions: count }), ...undo });
  }
  const slot = changed.reason === 'forbidden' ? undefined : await timetable.slot(actor, id, now);
  if (!slot) return answerTap(ctx, t(`timetable-refused-${changed.reason}`), true);
  await show(deps, ctx, slot.programmeId, { toast: t(`timetable-refused-${changed.reason}`) });
}

/** `Lele, Selasa & Kamis 09.00–11.00`: programme and weekly times; without times the timetable is shown. */
async function takeLine(deps: TimetableBotDeps, ctx: ActorContext, text: string): Promise<unknown> {
  const { actor, t } = ctx;
  const [name = '', ...rest] = splitLine(text);
  const programmes = await deps.sessions.programmes(actor, 'session.view');
  const pick = (id: number) => timetableTap.data({ programme: id });
  if (name === '') {
    return ctx.show(programmesCard(t, t('timetable-line-programme'), programmes.slice(0, 8), 0, pick));
  }
  const match = matchName(name, programmes);
  if (match.kind === 'none') return ctx.show({ text: t('choice-none', { typed: name }) });
  if (match.kind === 'many') {
    const question = t('choice-many', { typed: name });
    return ctx.show(programmesCard(t, question, match.items.slice(0, 8), 0, pick));
  }
  const { item, exact } = match;
  if (rest.length === 0 || !canSome(actor, 'session.plan') || !can(actor, 'session.plan', item)) {
    return show(deps, ctx, item.id);
  }
  const reading = readTimetable(rest.join(', '), actor.zone);
  if (!reading.ok) {
    const note = t(`timetable-fault-${reading.reason}`, { understood: reading.understood });
    return show(deps, ctx, item.id, { note });
  }
  if (!exact) await ctx.send({ text: t('choice-read-as', { typed: name, name: item.name }) });
  await open(deps, ctx, item.id, 0, reading.slots);
}

async function onSlotAdd(
  deps: TimetableBotDeps,
  ctx: ActorContext,
  { programme }: Tapped<typeof slotAddTap>,
) {
  const view = await deps.timetable.view(ctx.actor, programme, ctx.now);
  if (!view?.mayPlan) return answerTap(ctx, ctx.t('timetable-refused-forbidden'), true);
  const { state } = view.programme;
  if (state === 'finished' || state === 'cancelled') {
    return show(deps, ctx, programme, { toast: ctx.t('timetable-refused-finished') });
  }
  await open(deps, ctx, programme);
}

async function onSlot(deps: TimetableBotDeps, ctx: ActorContext, { slot: id }: Tapped<typeof slotTap>) {
  const { actor, t, locale, now } = ctx;
  const slot = await deps.timetable.slot(actor, id, now);
  if (!slot) return answerTap(ctx, t('timetable-refused-forbidden'), true);
  if (slot.endedAt) return show(deps, ctx, slot.programmeId, { toast: t('timetable-refused-changed') });
  await ctx.show(slotCard({ t, locale, now, zone: actor.zone }, slot, now));
}

async function onSlotEdit(
  deps: TimetableBotDeps,
  ctx: ActorContext,
  { slot: id }: Tapped<typeof slotEditTap>,
) {
  const slot = await deps.timetable.slot(ctx.actor, id, ctx.now);
  if (!slot) return answerTap(ctx, ctx.t('timetable-refused-forbidden'), true);
  if (slot.endedAt) return show(deps, ctx, slot.programmeId, { toast: ctx.t('timetable-refused-changed') });
  await open(deps, ctx, slot.programmeId, id);
}

/** A programme's weekly timetable: its card, its buttons, and the line `/sesi jadwal Lele, Selasa 09.00–11.00`. */
export function createTimetableBot(deps: TimetableBotDeps): {
  readonly composer: Router;
  readonly line: (ctx: ActorContext, text: string) => Promise<unknown>;
} {
  const { timetable } = deps;
  const bot = new Router();
  onTap(bot, timetableTap, (ctx, { programme }) => show(deps, ctx, programme));
  onTap(bot, slotAddTap, (ctx, values) => onSlotAdd(deps, ctx, values));
  onTap(bot, slotTap, (ctx, values) => onSlot(deps, ctx, values));
  onTap(bot, slotEditTap, (ctx, values) => onSlotEdit(deps, ctx, values));
  onTap(bot, slotEndTap, async (ctx, { slot }) =>
    after(deps, ctx, slot, await timetable.end(ctx.actor, slot, ctx.ref, ctx.now), 'timetable-ended'),
  );
  onTap(bot, slotReopenTap, async (ctx, { slot }) =>
    after(deps, ctx, slot, await timetable.reopen(ctx.actor, slot, ctx.ref, ctx.now), 'timetable-reopened'),
  );
  return { composer: bot, line: (ctx, text) => takeLine(deps, ctx, text) };
}
