import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import type { Side } from '../state/rules.js';
import { readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { agenciesCard, foundCard, listCard } from './messages.js';
import { type ListView, readView } from './rules.js';
import { visitAgenciesTap, visitFindTap, visitListTap, visitSearchTap } from './taps.js';

const KEYWORD = /^(?:cari|search|find)(?:\s+([\s\S]+))?$/iu;

/** The side for which somebody may ask for a visit, if for any. */
export function proposesFor(actor: Actor): Side | undefined {
  const { kind } = scopeOf(actor, 'visit.propose');
  if (kind === 'none') return undefined;
  return kind === 'unit' ? 'unit' : 'agency';
}

/**
 * The list of visits in its parts, by agency, and the search. Returns what handles no argument, a part's name
 * (`menunggu`), `cari budidaya`, or `cari` to be asked for words; it says `false` of any other.
 */
export function registerLists(
  bot: Router,
  visits: VisitsService,
  openFind: (ctx: ActorContext) => Promise<void>,
): (ctx: ActorContext, argument: string) => Promise<boolean> {
  async function list(ctx: ActorContext, view: ListView, page: number, agencyId?: number): Promise<void> {
    const found = await visits.list(ctx.actor, { view, page, agencyId }, ctx.now);
    await ctx.show(listCard(found, proposesFor(ctx.actor), readerOf(ctx)));
  }
  async function find(ctx: ActorContext, words: string, page: number): Promise<void> {
    await ctx.show(foundCard(await visits.search(ctx.actor, words, page), readerOf(ctx)));
  }

  onTap(bot, visitListTap, (ctx, { view, page, agency }) =>
    list(ctx, view, page, agency === 0 ? undefined : agency),
  );
  onTap(bot, visitFindTap, (ctx) => openFind(ctx));
  onTap(bot, visitSearchTap, (ctx, { words, page }) => find(ctx, words, page));
  onTap(bot, visitAgenciesTap, async (ctx, { page }) => {
    const agencies = await visits.partners(ctx.actor, page);
    await ctx.show(agenciesCard(agencies, readerOf(ctx)));
  });

  return async (ctx, argument) => {
    const view = argument === '' ? 'coming' : readView(argument);
    if (view) {
      await list(ctx, view, 0);
      return true;
    }
    const said = KEYWORD.exec(argument);
    if (!said) return false;
    const [, words] = said;
    await (words === undefined ? openFind(ctx) : find(ctx, words, 0));
    return true;
  };
}
