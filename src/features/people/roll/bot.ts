import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { matchName } from '../../../reading/match.js';
import { voiceOf } from '../../../words/voice.js';
import type { InvitationsService } from '../invitations/service.js';
import { memberCard, rollCard } from './messages.js';
import type { Member } from './rules.js';
import type { RollService } from './service.js';
import { changePostTap, memberTap, rollTap } from './taps.js';

type RollBotDeps = {
  readonly roll: RollService;
  readonly invitations: InvitationsService;
  readonly wake: () => void;
};

async function showList(
  { invitations }: RollBotDeps,
  ctx: ActorContext,
  people: readonly Member[],
  about: { readonly page: number; readonly typed?: string },
) {
  const mayInvite = canSome(ctx.actor, 'post.inviteToAgency');
  const open = (await invitations.openInvitations(ctx.actor, ctx.now)).length;
  await ctx.show(rollCard(people, { ...about, open, mayInvite }, voiceOf(ctx)));
}

async function showMember({ roll }: RollBotDeps, ctx: ActorContext, person: number, head?: string) {
  const found = await roll.find(ctx.actor, person, ctx.now);
  if (!found && ctx.callbackQuery) return answerTap(ctx, ctx.t('roll-gone'), true);
  await ctx.show(
    found ? memberCard(found.member, found.acts, voiceOf(ctx), head) : { text: ctx.t('roll-gone') },
  );
}

async function onPeople(deps: RollBotDeps, ctx: ActorContext, argument: string) {
  const people = await deps.roll.list(ctx.actor, ctx.now);
  if (argument === '') return showList(deps, ctx, people, { page: 0 });
  const match = matchName(argument, people);
  switch (match.kind) {
    case 'one':
      return showMember(deps, ctx, match.item.personId);
    case 'many':
      return showList(deps, ctx, match.items, { page: 0, typed: argument });
    case 'none':
      return ctx.show({ text: ctx.t('choice-none', { typed: argument }) });
  }
}

/** `/orang`: who has which post, for those who look after posts. */
export function createRollBot(deps: RollBotDeps): Router {
  const { roll, wake } = deps;
  const bot = new Router();
  onCommand(bot, 'people', (ctx, argument) => onPeople(deps, ctx, argument));
  onTap(bot, rollTap, async (ctx, { page }) =>
    showList(deps, ctx, await roll.list(ctx.actor, ctx.now), { page }),
  );
  onTap(bot, memberTap, (ctx, { person }) => showMember(deps, ctx, person));
  onTap(bot, changePostTap, async (ctx, { post }) => {
    const before = (await roll.list(ctx.actor, ctx.now)).find(({ posts }) =>
      posts.some(({ id }) => id === post),
    );
    const changed = await roll.change(ctx, post);
    if (!changed.ok || !before) return answerTap(ctx, ctx.t('end-refused-gone'), true);
    wake();
    const telegramId = before.posts[0]?.telegramId;
    if (telegramId !== undefined) ctx.menusChanged.add(telegramId);
    await showMember(deps, ctx, before.personId, ctx.t('roll-changed'));
  });
  return bot;
}
