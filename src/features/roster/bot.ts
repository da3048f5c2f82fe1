import { setTimeout } from 'node:timers/promises';
import type { ActorContext } from '../../bot/context.js';
import type { FeatureDeps } from '../../bot/feature.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onTap, onWords } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { editCard } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import { voiceOf } from '../../words/voice.js';
import type { Months } from '../months/index.js';
import { answersBot } from './answers/bot.js';
import { applyBatch, shownBatch, startApplying } from './apply/service.js';
import { arrivalBot } from './arrival/bot.js';
import { answerWhose, cancelBatch, undecide } from './decide/service.js';
import { readHandLine } from './hand/rules.js';
import { leavingBot } from './leaving/bot.js';
import { batchCard, listCard, progressCard } from './messages.js';
import * as service from './service.js';
import * as taps from './taps.js';
import { undoBot } from './undo/bot.js';
import type { BuiltOn } from './undo/service.js';
import { unknownBot } from './unknown/bot.js';
import { askedCard } from './whose/messages.js';

/** Between two edits of the progress message: Telegram allows about one a second in a chat. */
const PROGRESS_MS = 1_500;
/** Before the first of them: most files are applied by then. */
const FIRST_PROGRESS_MS = 500;
/** How long the next updates wait for an import at most. */
const BEHIND_MS = 400;
type RosterBotDeps = Pick<FeatureDeps, 'db' | 'download'> & {
  readonly months: Months;
  readonly builtOn: BuiltOn;
  readonly date: Dialog;
  readonly hand: Dialog;
  readonly runner: DialogRunner;
  /** The batches that this process is applying. */
  readonly running: Set<number>;
  /** Files that are being read behind their updates, by chat. */
  readonly readings: Map<number, Set<AbortController>>;
};

async function showBatch(deps: RosterBotDeps, ctx: ActorContext, id: number, toast?: string): Promise<void> {
  const view = await shownBatch(deps, ctx.actor, id, ctx.now);
  await ctx.show(batchCard(voiceOf(ctx), view), toast);
}

/** Applies a batch that is marked so and shows how far it is, then how it ended. Never rejects. */
async function applyBehind(
  deps: RosterBotDeps,
  ctx: ActorContext,
  id: number,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
): Promise<void> {
  let next = performance.now() + FIRST_PROGRESS_MS;
  let editing: Promise<unknown> = Promise.resolve();
  const progress = (done: number, total: number) => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    // Not waited for: the import must not hang on the network. That it fails changes nothing; the end is shown below.
    editing = editing
      .then(() => editCard(ctx, chatId, messageId, progressCard(ctx, done, total)))
      .catch(() => false);
  };
  const { unitId, zone } = ctx.actor;
  deps.running.add(id);
  try {
    // What breaks it off leaves it marked: it is shown so below, and the sweep tries again and logs what is wrong.
    const outcome = await applyBatch(deps, { id, unitId, zone }, ctx.now, { progress }).catch(() => 'broken');
    await editing;
    const view = await shownBatch(deps, ctx.actor, id, ctx.now);
    const note = outcome === 'changed' ? { note: ctx.t('roster-moved-on') } : {};
    const card = batchCard(voiceOf(ctx), view, note);
    if (!(await editCard(ctx, chatId, messageId, card))) await ctx.send(card);
  } catch {
    // The end could not be shown; the card's buttons and the file sent again show it.
  } finally {
    deps.running.delete(id);
  }
}

async function onList(
  { db }: RosterBotDeps,
  ctx: ActorContext,
  { batch, list, page }: Tapped<typeof taps.listTap>,
) {
  const view = await service.viewBatch(db, ctx.actor, batch, ctx.now);
  await ctx.show(
    view.state === 'ready' ? listCard(voiceOf(ctx), view, list, page) : batchCard(voiceOf(ctx), view),
  );
}

/** The questions of whom lines mean, from one of them on; the preview where none is left. */
async function showAsked(
  { db }: RosterBotDeps,
  ctx: ActorContext,
  batch: number,
  page: number,
  toast?: string,
): Promise<void> {
  const view = await service.viewBatch(db, ctx.actor, batch, ctx.now);
  const card = view.state === 'ready' ? askedCard(voiceOf(ctx), view, page) : undefined;
  await ctx.show(card ?? batchCard(voiceOf(ctx), view), toast);
}

async function onWhose(
  deps: RosterBotDeps,
  ctx: ActorContext,
  { batch, line, of, other, answer }: Tapped<typeof taps.whoseTap>,
) {
  const said = { line, other: of === 'line' ? -other : other, answer };
  const outcome = await answerWhose(deps.db, service.doingOf(ctx), batch, said);
  await showAsked(deps, ctx, batch, 0, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

async function onRedecide(
  deps: RosterBotDeps,
  ctx: ActorContext,
  { batch }: Tapped<typeof taps.redecideTap>,
) {
  await undecide(deps.db, service.doingOf(ctx), batch);
  await showBatch(deps, ctx, batch);
}

async function onCancel(deps: RosterBotDeps, ctx: ActorContext, { batch }: Tapped<typeof taps.cancelTap>) {
  await cancelBatch(deps.db, service.doingOf(ctx), batch);
  await showBatch(deps, ctx, batch);
}

async function onApply(
  deps: RosterBotDeps,
  ctx: ActorContext,
  { batch, plan }: Tapped<typeof taps.applyTap>,
) {
  const chatId = ctx.chat?.id;
  const started = await startApplying(deps.db, service.doingOf(ctx), { batchId: batch, planKey: plan });
  if (started === 'stale' || chatId === undefined) return showBatch(deps, ctx, batch, ctx.t('button-stale'));
  const messageId = await ctx.show(progressCard(ctx, 0, 0));
  const work = applyBehind(deps, ctx, batch, { chatId, messageId });
  // A small file is applied by now. A long one goes on behind: the next updates are fetched only once this one is
  // handled, and everybody would wait for it.
  await Promise.race([work, setTimeout(BEHIND_MS, undefined, { ref: false })]);
}

/** `/peserta baru Yosep Latu, B.I 12/2024, L, 1990`: one person in one line; what is missing is asked. */
const NEW = /^(?:baru|tambah|new|add)\b[\s,:]*/iu;

async function onHand(deps: RosterBotDeps, ctx: ActorContext, text: string): Promise<void> {
  if (!service.mayImport(ctx.actor)) return void (await ctx.show({ text: ctx.t('roster-refused') }));
  const { values, left } = readHandLine(text, { now: ctx.saidAt, zone: ctx.actor.zone });
  // A form asks for a day with a calendar; who is added by hand came today unless the line says otherwise.
  const given = { arrivedOn: null, ...values };
  if (left.length > 0) await ctx.send({ text: ctx.t('hand-not-read', { text: left.join(', ') }) });
  await deps.runner.open(ctx, deps.hand, text === '' ? { arrivedOn: null } : given);
}

export function createRosterBot(deps: RosterBotDeps): Router {
  const bot = new Router();
  onWords(bot, ['peserta', 'participants'], async (ctx, typed, next) => {
    if (!ctx.actor || ctx.chat?.type !== 'private' || !NEW.test(typed)) return next();
    await onHand(deps, Object.assign(ctx, { actor: ctx.actor }), typed.replace(NEW, ''));
  });
  onTap(bot, taps.viewTap, (ctx, { batch }) => showBatch(deps, ctx, batch));
  onTap(bot, taps.listTap, (ctx, values) => onList(deps, ctx, values));
  const shared = {
    db: deps.db,
    showBatch: (ctx: ActorContext, id: number, toast?: string) => showBatch(deps, ctx, id, toast),
  };
  bot.use(
    arrivalBot({ ...deps, ...shared }),
    unknownBot(shared),
    answersBot(shared),
    leavingBot(shared),
    undoBot(deps),
  );
  onTap(bot, taps.askedTap, (ctx, { batch, page }) => showAsked(deps, ctx, batch, page));
  onTap(bot, taps.whoseTap, (ctx, values) => onWhose(deps, ctx, values));
  onTap(bot, taps.handTap, (ctx) => onHand(deps, ctx, ''));
  onTap(bot, taps.redecideTap, (ctx, values) => onRedecide(deps, ctx, values));
  onTap(bot, taps.cancelTap, (ctx, values) => onCancel(deps, ctx, values));
  onTap(bot, taps.applyTap, (ctx, values) => onApply(deps, ctx, values));
  return bot;
}
