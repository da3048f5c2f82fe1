import { setTimeout } from 'node:timers/promises';
import { type ChatTypeContext, Composer, type Filter } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { FeatureDeps } from '../../bot/feature.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { OpenOptions } from '../../bot/forms/opening.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onTap, refuseStranger } from '../../bot/guards.js';
import { editCard } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import { localDate } from '../../lib/zoned.js';
import { voiceOf } from '../../words/voice.js';
import { applyBatch, startApplying } from './apply/service.js';
import { answerWhose, type Choice, cancelBatch, decide, undecide } from './decide/service.js';
import { readHandLine } from './hand/rules.js';
import { batchCard, listCard, progressCard } from './messages.js';
import { readRoster } from './read/rules.js';
import { fileFaultText } from './rows/messages.js';
import { MAX_BYTES, type RosterFile } from './rules.js';
import * as service from './service.js';
import * as taps from './taps.js';
import { askedCard } from './whose/messages.js';

/** Between two edits of the progress message: Telegram allows about one a second in a chat. */
const PROGRESS_MS = 1_500;
/** Before the first of them: most files are applied by then. */
const FIRST_PROGRESS_MS = 500;
/** How long the next updates wait for an import at most. */
const BEHIND_MS = 400;
/** Text of less than this is read in no time. */
const LONG_BYTES = 50_000;

/** A file that was read and kept. `first`: by this update, and not when it was delivered before. */
type Kept = {
  readonly id: number;
  readonly first: boolean;
  readonly fileName: string;
  readonly file: RosterFile;
};

type RosterBotDeps = Pick<FeatureDeps, 'db' | 'download'> & {
  readonly date: Dialog;
  readonly hand: Dialog;
  readonly runner: DialogRunner;
  /** The batches that this process is applying. */
  readonly running: Set<number>;
};

function doing({ actor, ref, now }: ActorContext): service.Doing {
  return { actor, ref, now };
}

async function showBatch(
  { db }: RosterBotDeps,
  ctx: ActorContext,
  id: number,
  toast?: string,
): Promise<void> {
  const view = await service.viewBatch(db, ctx.actor, id, ctx.now);
  await ctx.show(batchCard(voiceOf(ctx), view), toast);
}

async function askDate(
  deps: RosterBotDeps,
  ctx: ActorContext,
  id: number,
  options?: OpenOptions,
): Promise<void> {
  const view = await service.viewBatch(deps.db, ctx.actor, id, ctx.now);
  if (view.state !== 'undated' && view.state !== 'ready' && view.state !== 'asking')
    return showBatch(deps, ctx, id);
  await openDate(deps, ctx, id, view.batch, options);
}

function openDate(
  deps: RosterBotDeps,
  ctx: ActorContext,
  batchId: number,
  { fileName, file }: { readonly fileName: string; readonly file: RosterFile | undefined },
  options?: OpenOptions,
) {
  const lines = (file?.rows.length ?? 0) + (file?.faulty.length ?? 0) + (file?.repeated.length ?? 0);
  return deps.runner.open(ctx, deps.date, { batchId, fileName, lines }, options);
}

/** Asks for the day of a file just kept, which is as it was sent; one kept before may stand otherwise by now. */
function askDateOf(deps: RosterBotDeps, ctx: ActorContext, kept: Kept, options?: OpenOptions) {
  const { id, first } = kept;
  return first ? openDate(deps, ctx, id, kept, options) : askDate(deps, ctx, id, options);
}

/** Fetches and reads a file, and keeps what it says; nothing is shown yet. */
async function receive(
  deps: RosterBotDeps,
  ctx: ActorContext,
  fileId: string,
  fileName: string,
): Promise<Kept | { readonly fault: string }> {
  const bytes = await deps.download(fileId, MAX_BYTES);
  const result = await readRoster(bytes, localDate(ctx.saidAt, ctx.actor.zone));
  if (!result.ok) return { fault: fileFaultText(ctx.t, result.fault) };
  const upload = { chatId: BigInt(ctx.chat?.id ?? 0), fileName, file: result.file };
  return { ...(await service.keepRoster(deps.db, doing(ctx), upload)), fileName, file: result.file };
}

/** Shows what came of a file that took long. Never rejects. */
async function goOnBehind(
  deps: RosterBotDeps,
  ctx: ActorContext,
  work: ReturnType<typeof receive>,
  { fileName, messageId }: { readonly fileName: string; readonly messageId: number },
): Promise<void> {
  const chatId = ctx.chat?.id ?? 0;
  const broken = { fault: ctx.t('roster-reading-failed', { file: fileName }) };
  try {
    const received = await work.catch(() => broken);
    const text = 'fault' in received ? received.fault : ctx.t('roster-read', { file: fileName });
    await editCard(ctx, chatId, messageId, { text });
    if ('id' in received) await askDateOf(deps, ctx, received, { where: 'behind' });
  } catch {
    // It could not be shown; the first message says to send the file again.
  }
}

async function choose(
  deps: RosterBotDeps,
  ctx: ActorContext,
  batchId: number,
  index: number,
  choice: Choice,
): Promise<void> {
  const outcome = await decide(deps.db, doing(ctx), { batchId, index, choice });
  await showBatch(deps, ctx, batchId, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

/** Applies a batch that is marked so and shows how far it is, then how it ended. Never rejects. */
async function applyBehind(
  deps: RosterBotDeps,
  ctx: ActorContext,
  id: number,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
): Promise<void> {
  const { db } = deps;
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
    const outcome = await applyBatch(db, { id, unitId, zone }, ctx.now, { progress }).catch(() => 'broken');
    await editing;
    const view = await service.viewBatch(db, ctx.actor, id, ctx.now);
    const note = outcome === 'changed' ? { note: ctx.t('roster-moved-on') } : {};
    const card = batchCard(voiceOf(ctx), view, note);
    if (!(await editCard(ctx, chatId, messageId, card))) await ctx.send(card);
  } catch {
    // The end could not be shown; the card's buttons and the file sent again show it.
  } finally {
    deps.running.delete(id);
  }
}

async function onDocument(
  deps: RosterBotDeps,
  ctx: Filter<ChatTypeContext<BotContext, 'private'>, 'message:document'>,
) {
  if (!ctx.actor) return refuseStranger(ctx);
  const acting = Object.assign(ctx, { actor: ctx.actor });
  const { t } = ctx;
  if (!service.mayImport(acting.actor)) return void (await ctx.show({ text: t('roster-refused') }));
  const { file_id: fileId, file_name: sent = 'peserta.csv', file_size: size } = ctx.message.document;
  const fileName = sent.slice(0, 100);
  if (size !== undefined && size > MAX_BYTES)
    return void (await ctx.show({ text: t('roster-file-too-big') }));
  const work = receive(deps, acting, fileId, fileName);
  const short = (size ?? LONG_BYTES) < LONG_BYTES && !/\.xls\w?$/iu.test(fileName);
  const slow = setTimeout(BEHIND_MS, 'slow' as const, { ref: false });
  const received = await (short ? work : Promise.race([work, slow]));
  if (received !== 'slow') {
    if ('fault' in received) await ctx.show({ text: received.fault });
    else await askDateOf(deps, acting, received);
    return;
  }
  // A long file is read behind, as it is applied: everybody would wait for it.
  const messageId = await ctx.send({ text: t('roster-reading', { file: fileName }) });
  void goOnBehind(deps, acting, work, { fileName, messageId });
}

async function onFilteredPhoto(ctx: Filter<ChatTypeContext<BotContext, 'private'>, 'message:photo'>) {
  if (!ctx.actor) return refuseStranger(ctx);
  const text = service.mayImport(ctx.actor) ? 'roster-file-picture' : 'roster-refused';
  await ctx.show({ text: ctx.t(text) });
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
  const outcome = await answerWhose(deps.db, doing(ctx), batch, said);
  await showAsked(deps, ctx, batch, 0, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

async function onAgencyPage(
  { db }: RosterBotDeps,
  ctx: ActorContext,
  { batch, page }: Tapped<typeof taps.agencyPageTap>,
) {
  const view = await service.viewBatch(db, ctx.actor, batch, ctx.now);
  await ctx.show(batchCard(voiceOf(ctx), view, { agencyPage: page }));
}

async function onRedecide(
  deps: RosterBotDeps,
  ctx: ActorContext,
  { batch }: Tapped<typeof taps.redecideTap>,
) {
  await undecide(deps.db, doing(ctx), batch);
  await showBatch(deps, ctx, batch);
}

async function onCancel(deps: RosterBotDeps, ctx: ActorContext, { batch }: Tapped<typeof taps.cancelTap>) {
  await cancelBatch(deps.db, doing(ctx), batch);
  await showBatch(deps, ctx, batch);
}

async function onApply(
  deps: RosterBotDeps,
  ctx: ActorContext,
  { batch, plan }: Tapped<typeof taps.applyTap>,
) {
  const chatId = ctx.chat?.id;
  const started = await startApplying(deps.db, doing(ctx), { batchId: batch, planKey: plan });
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

export function createRosterBot(deps: RosterBotDeps): Composer<BotContext> {
  const bot = new Composer<BotContext>();
  const documents = bot.chatType('private');
  documents.command(['peserta', 'participants'], async (ctx, next) => {
    const typed = ctx.match.trim();
    if (!ctx.actor || !NEW.test(typed)) return next();
    await onHand(deps, Object.assign(ctx, { actor: ctx.actor }), typed.replace(NEW, ''));
  });
  documents.on('message:document', (ctx) => onDocument(deps, ctx));
  documents
    .on('message:photo')
    .filter((ctx) => /^\/(?:peserta|participants)\b/iu.test(ctx.message.caption ?? ''), onFilteredPhoto);
  onTap(bot, taps.viewTap, (ctx, { batch }) => showBatch(deps, ctx, batch));
  onTap(bot, taps.dateTap, (ctx, { batch }) => askDate(deps, ctx, batch));
  onTap(bot, taps.listTap, (ctx, values) => onList(deps, ctx, values));
  onTap(bot, taps.kindTap, (ctx, { batch, index, kind }) => choose(deps, ctx, batch, index, { kind }));
  onTap(bot, taps.agencyTap, (ctx, { batch, index, agency }) =>
    choose(deps, ctx, batch, index, { agencyId: agency === 0 ? null : agency }),
  );
  onTap(bot, taps.sameTap, (ctx, { batch, index, programme }) =>
    choose(deps, ctx, batch, index, { sameAs: programme }),
  );
  onTap(bot, taps.leaveOutTap, (ctx, { batch, index }) => choose(deps, ctx, batch, index, { leftOut: true }));
  onTap(bot, taps.agencyPageTap, (ctx, values) => onAgencyPage(deps, ctx, values));
  onTap(bot, taps.askedTap, (ctx, { batch, page }) => showAsked(deps, ctx, batch, page));
  onTap(bot, taps.whoseTap, (ctx, values) => onWhose(deps, ctx, values));
  onTap(bot, taps.handTap, (ctx) => onHand(deps, ctx, ''));
  onTap(bot, taps.redecideTap, (ctx, values) => onRedecide(deps, ctx, values));
  onTap(bot, taps.cancelTap, (ctx, values) => onCancel(deps, ctx, values));
  onTap(bot, taps.applyTap, (ctx, values) => onApply(deps, ctx, values));
  return bot;
}
