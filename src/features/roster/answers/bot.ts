import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import type { Answers } from '../../files/index.js';
import * as service from '../service.js';
import * as taps from '../taps.js';
import { sheetsCard } from './messages.js';
import { answerFile } from './service.js';

type Deps = {
  readonly db: Db;
  readonly showBatch: (ctx: ActorContext, id: number, toast?: string) => Promise<void>;
};

/** Which answer to how a file is read a button stands for. */
function answerOf(answer: Tapped<typeof taps.answerTap>['answer'], all: readonly number[]): Answers {
  switch (answer) {
    case 'above':
    case 'none':
      return { blanks: answer };
    case 'day':
    case 'month':
      return { order: answer };
    case 'female':
    case 'male':
      return { sexP: answer };
    case 'skip':
      return { hidden: answer };
    case 'unstruck':
      return { struck: 'skip' };
    case 'programme':
      return { sheetNames: 'programme' };
    case 'plain':
      return { sheetNames: 'none' };
    case 'all':
      return { sheets: all };
  }
}

async function onAnswer(
  deps: Deps,
  ctx: ActorContext,
  { batch, answer }: Tapped<typeof taps.answerTap>,
): Promise<void> {
  const before = await service.ownBatch(deps.db.read, ctx.actor, batch);
  const all = before?.tables?.flatMap(({ unread }, index) => (unread ? [] : [index])) ?? [];
  const outcome = await answerFile(deps.db, service.doingOf(ctx), batch, answerOf(answer, all));
  await deps.showBatch(ctx, batch, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

async function showSheets(deps: Deps, ctx: ActorContext, id: number, toast?: string): Promise<void> {
  const batch = await service.ownBatch(deps.db.read, ctx.actor, id);
  if (!batch?.file || batch.file.sheets.length === 0) return deps.showBatch(ctx, id, toast);
  await ctx.show(sheetsCard(voiceOf(ctx), { batch, file: batch.file }), toast);
}

/** A tapped sheet is read as well, or no longer; one is always left. */
async function onSheet(
  deps: Deps,
  ctx: ActorContext,
  { batch: id, sheet }: Tapped<typeof taps.sheetTap>,
): Promise<void> {
  const batch = await service.ownBatch(deps.db.read, ctx.actor, id);
  const read = batch?.file?.sheets.flatMap(({ state }, index) => (state === 'read' ? [index] : [])) ?? [];
  const asked = batch?.file?.asks.some(({ ask }) => ask === 'sheets');
  const others = read.filter((index) => index !== sheet);
  // Of sheets that differ, the one that is tapped is the one that is meant.
  const sheets = asked ? [sheet] : others.length === read.length ? [...read, sheet] : others;
  if (sheets.length === 0) return showSheets(deps, ctx, id);
  const outcome = await answerFile(deps.db, service.doingOf(ctx), id, { sheets });
  const toast = outcome === 'stale' ? ctx.t('button-stale') : undefined;
  await (asked ? deps.showBatch(ctx, id, toast) : showSheets(deps, ctx, id, toast));
}

/** What is chosen about how a file is read. */
export function answersBot(deps: Deps): Router {
  const bot = new Router();
  onTap(bot, taps.answerTap, (ctx, values) => onAnswer(deps, ctx, values));
  onTap(bot, taps.sheetsTap, (ctx, { batch }) => showSheets(deps, ctx, batch));
  onTap(bot, taps.sheetTap, (ctx, values) => onSheet(deps, ctx, values));
  return bot;
}
