import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import { type Choice, decide, decideAll } from '../decide/service.js';
import { batchCard } from '../messages.js';
import * as service from '../service.js';
import * as taps from '../taps.js';
import { unknownCard, unknownOneCard } from './messages.js';

type Deps = {
  readonly db: Db;
  readonly showBatch: (ctx: ActorContext, id: number, toast?: string) => Promise<void>;
};

async function choose(
  deps: Deps,
  ctx: ActorContext,
  batchId: number,
  index: number,
  choice: Choice,
): Promise<void> {
  const outcome = await decide(deps.db, service.doingOf(ctx), { batchId, index, choice });
  const view = await service.viewBatch(deps.db, ctx.actor, batchId, ctx.now);
  if (outcome === 'stale' || view.state !== 'asking') {
    return void (await ctx.show(
      batchCard(voiceOf(ctx), view),
      outcome === 'stale' ? ctx.t('button-stale') : undefined,
    ));
  }
  // A kind goes on to its agency; what is settled by one tap goes back to the table.
  const voice = voiceOf(ctx);
  await ctx.show('kind' in choice ? unknownOneCard(voice, view, index, 0) : unknownCard(voice, view, 0));
}

/** With whom a programme is run; of which kind it is, is as chosen, or as guessed and shown. */
async function chooseAgency(
  deps: Deps,
  ctx: ActorContext,
  { batch, index, agency }: Tapped<typeof taps.agencyTap>,
): Promise<void> {
  const view = await service.viewBatch(deps.db, ctx.actor, batch, ctx.now);
  const guess = view.state === 'asking' ? view.unknown.find((one) => one.index === index)?.guess : undefined;
  const guessed = guess && 'kind' in guess ? { guessed: guess.kind } : {};
  await choose(deps, ctx, batch, index, { agencyId: agency === 0 ? null : agency, ...guessed });
}

/** One tap takes what every programme was guessed to be, as the table shows it. */
async function takeAll(deps: Deps, ctx: ActorContext, batchId: number): Promise<void> {
  const view = await service.viewBatch(deps.db, ctx.actor, batchId, ctx.now);
  if (view.state !== 'asking') return deps.showBatch(ctx, batchId);
  const outcome = await decideAll(deps.db, service.doingOf(ctx), batchId, view.unknown);
  await deps.showBatch(ctx, batchId, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

async function onUnknown(
  { db }: Deps,
  ctx: ActorContext,
  { batch, page, index }: Tapped<typeof taps.unknownTap> & { readonly index?: number },
): Promise<void> {
  const view = await service.viewBatch(db, ctx.actor, batch, ctx.now);
  const voice = voiceOf(ctx);
  if (view.state !== 'asking') return void (await ctx.show(batchCard(voice, view)));
  await ctx.show(
    index === undefined ? unknownCard(voice, view, page) : unknownOneCard(voice, view, index, page),
  );
}

/** The table of a file's programmes that aren't recorded. */
export function unknownBot(deps: Deps): Router {
  const bot = new Router();
  onTap(bot, taps.kindTap, (ctx, { batch, index, kind }) => choose(deps, ctx, batch, index, { kind }));
  onTap(bot, taps.agencyTap, (ctx, values) => chooseAgency(deps, ctx, values));
  onTap(bot, taps.sameTap, (ctx, { batch, index, programme }) =>
    choose(deps, ctx, batch, index, { sameAs: programme }),
  );
  onTap(bot, taps.leaveOutTap, (ctx, { batch, index }) => choose(deps, ctx, batch, index, { leftOut: true }));
  onTap(bot, taps.unknownTap, (ctx, values) => onUnknown(deps, ctx, values));
  onTap(bot, taps.unknownOneTap, (ctx, values) => onUnknown(deps, ctx, values));
  onTap(bot, taps.unknownAllTap, (ctx, { batch }) => takeAll(deps, ctx, batch));
  return bot;
}
