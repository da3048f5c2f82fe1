import { setTimeout } from 'node:timers/promises';
import type { ChatTypeContext, Filter } from 'grammy';
import { COMMANDS } from '../../../bot/commands.js';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { FeatureDeps } from '../../../bot/feature.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap, onWords, refuseStranger } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { editCard } from '../../../bot/show.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { MAX_BYTES, type RosterFile, readRoster } from '../../files/index.js';
import { programmesOf } from '../../programmes/index.js';
import { dateBatch } from '../decide/service.js';
import { batchCard } from '../messages.js';
import { fileFaultText } from '../rows/messages.js';
import * as service from '../service.js';
import * as taps from '../taps.js';

/** How long the next updates wait for a file at most. */
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

type Deps = Pick<FeatureDeps, 'db' | 'download'> & {
  readonly date: Dialog;
  readonly runner: DialogRunner;
  readonly showBatch: (ctx: ActorContext, id: number, toast?: string) => Promise<void>;
  /** Files that are being read behind their updates, by chat. */
  readonly readings: Map<number, Set<AbortController>>;
};

async function askDate(deps: Deps, ctx: ActorContext, id: number): Promise<void> {
  const view = await service.viewBatch(deps.db, ctx.actor, id, ctx.now);
  if (!('batch' in view) || !view.batch.file || view.batch.state !== 'preview')
    return deps.showBatch(ctx, id);
  await openDate(deps, ctx, { ...view.batch, file: view.batch.file });
}

function openDate(
  deps: Deps,
  ctx: ActorContext,
  { id: batchId, fileName, file }: Pick<Kept, 'id' | 'fileName' | 'file'>,
  where?: 'behind',
): Promise<void> {
  const lists = [file.rows, file.faulty, file.repeated, file.leaving];
  const lines = lists.reduce((sum, { length }) => sum + length, 0);
  return deps.runner.open(ctx, deps.date, { batchId, fileName, lines }, { where });
}

/**
 * Asks for the day of a file just kept. Where another form is open, that one is left in its place: the file shows a
 * button for its day instead.
 */
async function askDateOf(deps: Deps, ctx: ActorContext, kept: Kept, where?: 'behind'): Promise<void> {
  if (!kept.first) return askDate(deps, ctx, kept.id);
  if (!(await deps.runner.isOpen(ctx, where))) return openDate(deps, ctx, kept, where);
  const view = await service.viewBatch(deps.db, ctx.actor, kept.id, ctx.now);
  await ctx.send(batchCard(voiceOf(ctx), view));
}

/** Fetches and reads a file, and keeps what it says; nothing is shown yet. */
async function receive(
  deps: Deps,
  ctx: ActorContext,
  { fileId, fileName }: { readonly fileId: string; readonly fileName: string },
  signal: AbortSignal,
): Promise<Kept | { readonly fault: string }> {
  const bytes = await deps.download(fileId, MAX_BYTES);
  const known = await programmesOf(deps.db.read, ctx.actor.unitId);
  const result = await readRoster(bytes, localDate(ctx.saidAt, ctx.actor.zone), {
    programmes: new Set(known.map(({ searchName }) => searchName)),
    signal,
  });
  if (!result.ok) return { fault: fileFaultText(ctx.t, result.fault) };
  signal.throwIfAborted();
  const { file, tables } = result;
  const upload = { chatId: BigInt(ctx.chat?.id ?? 0), fileName, file, tables };
  return { ...(await service.keepRoster(deps.db, service.doingOf(ctx), upload)), fileName, file };
}

/** Shows what came of a file that took long. Never rejects. */
async function goOnBehind(
  deps: Deps,
  ctx: ActorContext,
  work: ReturnType<typeof receive>,
  about: { readonly fileName: string; readonly messageId: number; readonly signal: AbortSignal },
): Promise<void> {
  const chatId = ctx.chat?.id ?? 0;
  const { fileName: file, messageId, signal } = about;
  const broken = () => ({
    fault: ctx.t(signal.aborted ? 'roster-reading-ended' : 'roster-reading-failed', { file }),
  });
  try {
    const received = await work.catch(broken);
    const text = 'fault' in received ? received.fault : ctx.t('roster-read', { file });
    await editCard(ctx, chatId, messageId, { text });
    if ('id' in received) await askDateOf(deps, ctx, received, 'behind');
  } catch {
    // It could not be shown; the first message says to send the file again.
  }
}

/** Reads behind the update; until it is done, `/batal` in that chat ends it. */
async function readBehind(
  deps: Deps,
  ctx: ActorContext,
  work: ReturnType<typeof receive>,
  { fileName, reading }: { readonly fileName: string; readonly reading: AbortController },
): Promise<void> {
  const chatId = ctx.chat?.id ?? 0;
  const going = deps.readings.get(chatId) ?? new Set();
  deps.readings.set(chatId, going.add(reading));
  const forget = () => {
    going.delete(reading);
    if (going.size === 0) deps.readings.delete(chatId);
  };
  void work.then(forget, forget);
  const messageId = await ctx.send({ text: ctx.t('roster-reading', { file: fileName }) });
  void goOnBehind(deps, ctx, work, { fileName, messageId, signal: reading.signal });
}

async function onDocument(
  deps: Deps,
  ctx: Filter<ChatTypeContext<BotContext, 'private'>, 'message:document'>,
): Promise<void> {
  if (!ctx.actor) return refuseStranger(ctx);
  const acting = Object.assign(ctx, { actor: ctx.actor });
  const { t } = ctx;
  if (!service.mayImport(acting.actor)) return void (await ctx.show({ text: t('roster-refused') }));
  const { file_id: fileId, file_name: sent = 'peserta.csv', file_size: size } = ctx.message.document;
  const fileName = sent.slice(0, 100);
  if (size !== undefined && size > MAX_BYTES)
    return void (await ctx.show({ text: t('roster-file-too-big') }));
  const reading = new AbortController();
  const work = receive(deps, acting, { fileId, fileName }, reading.signal);
  const short = (size ?? LONG_BYTES) < LONG_BYTES && !/\.xls\w?$/iu.test(fileName);
  const slow = setTimeout(BEHIND_MS, 'slow' as const, { ref: false });
  const received = await (short ? work : Promise.race([work, slow]));
  // A long file is read behind, as it is applied: everybody would wait for it.
  if (received === 'slow') return readBehind(deps, acting, work, { fileName, reading });
  if ('fault' in received) await ctx.show({ text: received.fault });
  else await askDateOf(deps, acting, received);
}

async function onFilteredPhoto(
  ctx: Filter<ChatTypeContext<BotContext, 'private'>, 'message:photo'>,
): Promise<void> {
  if (!ctx.actor) return refuseStranger(ctx);
  const text = service.mayImport(ctx.actor) ? 'roster-file-picture' : 'roster-refused';
  await ctx.show({ text: ctx.t(text) });
}

/** Today is the day of most files: one tap, without a form. */
async function onToday(deps: Deps, ctx: ActorContext, id: number): Promise<void> {
  const { actor, now } = ctx;
  const today = isoDate(localDate(now, actor.zone));
  const outcome = await deps.db.write((tx) => dateBatch(tx, { actor, now }, id, today));
  await deps.showBatch(ctx, id, outcome === 'dated' ? undefined : ctx.t('button-stale'));
}

/** Files that are sent: fetched, read, kept, and asked for their day. */
export function arrivalBot(deps: Deps): Router {
  const bot = new Router();
  const documents = bot.chatType('private');
  documents.on('message:document', (ctx) => onDocument(deps, ctx));
  documents
    .on('message:photo')
    .filter((ctx) => /^\/(?:peserta|participants)\b/iu.test(ctx.message.caption ?? ''), onFilteredPhoto);
  onWords(bot, [COMMANDS.cancel.id, COMMANDS.cancel.en], async (ctx, _argument, next) => {
    const going = ctx.chat?.type === 'private' ? deps.readings.get(ctx.chat.id) : undefined;
    if (!going) return next();
    for (const reading of going) reading.abort();
    await ctx.show({ text: ctx.t('roster-reading-cancelled') });
  });
  onTap(bot, taps.dateTap, (ctx, { batch }) => askDate(deps, ctx, batch));
  onTap(bot, taps.todayTap, (ctx, { batch }) => onToday(deps, ctx, batch));
  return bot;
}
