import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { pageOf } from '../../../words/pager.js';
import { voiceOf } from '../../../words/voice.js';
import { legalStatus } from '../../programmes/index.js';
import { batchCard } from '../messages.js';
import * as service from '../service.js';
import * as taps from '../taps.js';
import { MISSING_PER_PAGE, missingCard } from './messages.js';
import { type Marking, markMissing } from './service.js';

type Deps = {
  readonly db: Db;
  readonly showBatch: (ctx: ActorContext, id: number, toast?: string) => Promise<void>;
};

async function showMissing(deps: Deps, ctx: ActorContext, id: number, page: number, toast?: string) {
  const view = await service.viewBatch(deps.db, ctx.actor, id, ctx.now);
  const voice = voiceOf(ctx);
  await ctx.show(view.state === 'ready' ? missingCard(voice, view, page) : batchCard(voice, view), toast);
}

async function mark(
  deps: Deps,
  ctx: ActorContext,
  at: { readonly batch: number; readonly page: number },
  marking: (view: service.Ready) => Marking,
): Promise<void> {
  const view = await service.viewBatch(deps.db, ctx.actor, at.batch, ctx.now);
  if (view.state !== 'ready') return deps.showBatch(ctx, at.batch);
  const outcome = await markMissing(deps.db, service.doingOf(ctx), at.batch, marking(view));
  await showMissing(deps, ctx, at.batch, at.page, outcome === 'stale' ? ctx.t('button-stale') : undefined);
}

/** Those missing from a file that a button means, all of them or none. */
function someMissing(
  { plan }: service.Ready,
  who: Tapped<typeof taps.missingSomeTap>['who'],
  page: number,
): Marking {
  const idsOf = (people: typeof plan.missing) => people.map(({ id }) => id);
  switch (who) {
    case 'none':
      return { remove: idsOf(plan.missing) };
    case 'all':
      return { add: idsOf(plan.missing) };
    case 'page':
      return { add: idsOf(pageOf(plan.missing, page, MISSING_PER_PAGE).shown) };
    default:
      return {
        add: idsOf(
          plan.missing.filter(({ registerClass }) => registerClass && legalStatus(registerClass) === who),
        ),
      };
  }
}

function onMissingOne(deps: Deps, ctx: ActorContext, values: Tapped<typeof taps.missingOneTap>) {
  return mark(deps, ctx, values, ({ batch }) => {
    const isMarked = batch.draft.leaving?.ids.includes(values.person) ?? false;
    return isMarked ? { remove: [values.person] } : { add: [values.person] };
  });
}

/** Who is missing from a file, and confirmed as gone. */
export function leavingBot(deps: Deps): Router {
  const bot = new Router();
  onTap(bot, taps.missingTap, (ctx, { batch, page }) => showMissing(deps, ctx, batch, page));
  onTap(bot, taps.missingOneTap, (ctx, values) => onMissingOne(deps, ctx, values));
  onTap(bot, taps.missingSomeTap, (ctx, values) =>
    mark(deps, ctx, values, (view) => someMissing(view, values.who, values.page)),
  );
  onTap(bot, taps.missingWhyTap, (ctx, values) => mark(deps, ctx, values, () => ({ why: values.why })));
  return bot;
}
