import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { bold, lines } from '../../../dialogs/card.js';
import { searchWords } from '../../../reading/search-words.js';
import { splitLine } from '../../../reading/when-line.js';
import { boardCard, foundCard, ofVisitCard, stageCard } from '../lists/messages.js';
import { readStage, type Stage } from '../stages/rules.js';
import type { StartData, StartForm } from '../start/dialog.js';
import { readStart } from '../start/rules.js';
import { agreementCard, editCard, historyCard, readerOf } from './messages.js';
import { type Agreement, mayBeRenewed, mayChange } from './rules.js';
import type { AgreementRef, AgreementsService } from './service.js';
import {
  agreementBoardTap,
  agreementFactTap,
  agreementFoundTap,
  agreementListTap,
  agreementNewTap,
  agreementStageTap,
  agreementTap,
  agreementVisitTap,
} from './taps.js';

type AgreementDialogs = Readonly<Record<'start' | 'stage' | 'fact' | 'agency', Dialog>>;

type Deps = {
  readonly agreements: AgreementsService;
  readonly dialogs: AgreementDialogs;
  readonly runner: DialogRunner;
};

async function board({ agreements }: Deps, ctx: ActorContext): Promise<void> {
  await ctx.show(boardCard(await agreements.board(ctx.actor, ctx.now), readerOf(ctx)));
}

async function list({ agreements }: Deps, ctx: ActorContext, stage: Stage, page: number): Promise<void> {
  await ctx.show(stageCard(await agreements.list(ctx.actor, stage, page), stage, readerOf(ctx)));
}

async function search({ agreements }: Deps, ctx: ActorContext, words: string, page: number): Promise<void> {
  await ctx.show(foundCard(await agreements.search(ctx.actor, words, page), words, readerOf(ctx)));
}

async function open(
  { runner, dialogs }: Deps,
  ctx: ActorContext,
  values: Partial<StartForm>,
  known: StartData,
) {
  await runner.open(ctx, dialogs.start, { visit: 0, renews: 0, ...values }, { known });
}

/** A line with commas begins one; a stage's name lists that stage; anything else is searched for. */
async function onAgreements(deps: Deps, ctx: ActorContext, argument: string) {
  if (argument === '') return board(deps, ctx);
  const stage = readStage(argument);
  if (stage) return list(deps, ctx, stage, 0);
  if (splitLine(argument).length < 2 || !mayChange(ctx.actor))
    return search(deps, ctx, searchWords(argument), 0);
  const partners = await deps.agreements.partners(ctx.actor);
  const { agencies, readAs, kind, subject, unknown } = readStart(argument, partners);
  const values = {
    ...(agencies.length > 0 && { agencies }),
    ...(readAs.length > 0 && { readAs }),
    ...(unknown !== undefined && { unknown }),
    ...(kind && { kind }),
    ...(subject !== undefined && { subject }),
  };
  return open(deps, ctx, values, { partners });
}

/** A new one, from a visit with its agencies, or in the place of a former one with all that it was about. */
async function onNew(deps: Deps, ctx: ActorContext, { visit, renews }: Pick<StartForm, 'visit' | 'renews'>) {
  const { agreements } = deps;
  const { actor, t } = ctx;
  if (!mayChange(actor)) return answerTap(ctx, t('refused-post'), true);
  const partners = await agreements.partners(actor);
  if (visit > 0) {
    const visited = await agreements.visited(actor, visit);
    if (!visited) return answerTap(ctx, t('agreement-refused-not-held'), true);
    return open(deps, ctx, { visit, agencies: visited.map(({ id }) => id) }, { partners });
  }
  if (renews > 0) {
    const former = await agreements.find(actor, renews);
    if (!former || !mayBeRenewed(former)) return answerTap(ctx, t('agreement-refused-renewal'), true);
    const { kind, subject } = former;
    const agencies = former.agencies.map(({ id }) => id);
    return open(deps, ctx, { renews, kind, subject, agencies }, { partners });
  }
  return open(deps, ctx, {}, { partners });
}

/** The agreement as the tapped button showed it, for whoever may change it; otherwise says why not. */
async function unchanged(
  { agreements }: Deps,
  ctx: ActorContext,
  { id, version }: AgreementRef,
): Promise<Agreement | undefined> {
  const { actor, t } = ctx;
  const agreement = await agreements.find(actor, id);
  if (!agreement || !mayChange(actor)) {
    await answerTap(ctx, t(agreement ? 'refused-post' : 'agreement-refused-foreign'), true);
    return undefined;
  }
  if (agreement.version === version) return agreement;
  const changed = t('agreement-refused-stale');
  await ctx.show(agreementCard(agreement, readerOf(ctx), lines(bold(changed), '')), changed);
  return undefined;
}

type Tapped = AgreementRef & { readonly button: 'open' | 'history' | 'edit' | 'correct' | 'agency' };

async function onAgreement(deps: Deps, ctx: ActorContext, { button, id, version }: Tapped) {
  const { agreements, dialogs, runner } = deps;
  if (button === 'open' || button === 'history') {
    const agreement = await agreements.find(ctx.actor, id);
    if (!agreement) return answerTap(ctx, ctx.t('agreement-refused-foreign'), true);
    const draw = button === 'open' ? agreementCard : historyCard;
    return ctx.show(draw(agreement, readerOf(ctx)));
  }
  const agreement = await unchanged(deps, ctx, { id, version });
  if (!agreement) return undefined;
  if (button === 'edit') return ctx.show(editCard(agreement, readerOf(ctx)));
  if (button === 'agency') {
    const partners = await agreements.partners(ctx.actor);
    return runner.open(ctx, dialogs.agency, { id, version }, { known: { agreement, partners } });
  }
  return runner.open(ctx, dialogs.stage, { id, version, corrects: true }, { known: { agreement } });
}

/** `/perjanjian`: the board, lists, cards, and the forms that change one. */
export function createAgreementsBot(deps: Deps): Router {
  const { agreements, dialogs, runner } = deps;
  const bot = new Router();
  onCommand(bot, 'agreements', (ctx, argument) => onAgreements(deps, ctx, argument));
  onTap(bot, agreementBoardTap, (ctx) => board(deps, ctx));
  onTap(bot, agreementListTap, (ctx, { stage, page }) => list(deps, ctx, stage, page));
  onTap(bot, agreementFoundTap, (ctx, { words, page }) => search(deps, ctx, words, page));
  onTap(bot, agreementVisitTap, async (ctx, { visit }) =>
    ctx.show(ofVisitCard(await agreements.ofVisit(ctx.actor, visit), visit, readerOf(ctx))),
  );
  onTap(bot, agreementNewTap, (ctx, from) => onNew(deps, ctx, from));
  onTap(bot, agreementTap, (ctx, tapped) => onAgreement(deps, ctx, tapped));
  onTap(bot, agreementStageTap, async (ctx, { stage, id, version }) => {
    const agreement = await unchanged(deps, ctx, { id, version });
    if (!agreement) return undefined;
    const values = { id, version, stage, corrects: false };
    return runner.open(ctx, dialogs.stage, values, { known: { agreement } });
  });
  onTap(bot, agreementFactTap, async (ctx, { fact, id, version }) => {
    const agreement = await unchanged(deps, ctx, { id, version });
    if (!agreement) return undefined;
    return runner.open(ctx, dialogs.fact, { id, version, fact }, { known: { agreement } });
  });
  return bot;
}
