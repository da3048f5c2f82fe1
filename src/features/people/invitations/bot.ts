import { isAgencyPost, type PostKind } from '../../../access/actor.js';
import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { matchName } from '../../../reading/match.js';
import { voiceOf } from '../../../words/voice.js';
import { mayInvite } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import type { ListAgencies } from '../rules.js';
import {
  actTap,
  besideTap,
  inviteMenuTap,
  invitePostTap,
  inviteTap,
  inviteToAgencyTap,
  openInvitationsTap,
  revokeTap,
  succeedTap,
} from '../taps.js';
import { agencyPicker, invitedCard, inviteMenu, invitePostCard, openInvitationsCard } from './messages.js';
import type { Seat } from './rules.js';
import type { InvitationsService } from './service.js';

/** The words after `/undang` that name a post, in both languages. */
const POST_WORDS: readonly (readonly [RegExp, PostKind])[] = [
  [/^(?:petugas|officer)$/iu, 'officer'],
  [/^(?:humas|public relations|pr)$/iu, 'humas'],
  [/^(?:kepala|kepala rutan|karutan|head)$/iu, 'head'],
];

/** Said before the name of an agency. */
const AGENCY_POST_WORDS: readonly (readonly [RegExp, PostKind])[] = [
  [/^(?:kepala|kadis|pimpinan|head of)\s+/iu, 'agencyHead'],
  [/^(?:staf|staff|kontak|contact of)\s+/iu, 'agencyContact'],
];

type InvitationsBotDeps = {
  readonly db: Db;
  readonly invitations: InvitationsService;
  readonly agencies: ListAgencies;
  readonly botUsername: string;
};

/** Makes a link and sends it as a message of its own, to be forwarded; the card that was tapped stays. */
async function sendInvitation(
  { invitations, botUsername }: Pick<InvitationsBotDeps, 'invitations' | 'botUsername'>,
  ctx: ActorContext,
  seat: Seat,
): Promise<void> {
  const card = invitedCard(voiceOf(ctx), await invitations.invite(ctx, seat), botUsername);
  if (ctx.callbackQuery) await answerTap(ctx);
  await ctx.send(card);
}

const seatOf = (kind: PostKind, agency: number) => ({ kind, agencyId: isAgencyPost(kind) ? agency : null });

async function onInvite(deps: InvitationsBotDeps, ctx: ActorContext, argument: string) {
  const { agencies, invitations } = deps;
  const { actor, t } = ctx;
  const post = POST_WORDS.find(([words]) => words.test(argument))?.[1];
  if (post) return sendInvitation(deps, ctx, seatOf(post, 0));
  if (argument !== '') {
    const said = AGENCY_POST_WORDS.find(([words]) => words.test(argument));
    const typed = said ? argument.replace(said[0], '') : argument;
    const match = matchName(typed, await agencies(actor));
    if (match.kind === 'one')
      return said
        ? sendInvitation(deps, ctx, seatOf(said[1], match.item.id))
        : ctx.show(invitePostCard(t, match.item));
    const pick = (agency: number) => invitePostTap.data({ agency });
    if (match.kind === 'many') {
      const picker = agencyPicker(t, match.items, 0, pick, (page) => inviteToAgencyTap.data({ page }));
      return ctx.show({ ...picker, text: t('choice-many', { typed }) });
    }
    const { buttons } = inviteMenu(t, actor, 0);
    return ctx.show({ text: t('invite-nobody-of', { typed }), ...(buttons && { buttons }) });
  }
  const open = await invitations.openInvitations(actor, ctx.now);
  await ctx.show(inviteMenu(t, actor, open.length));
}

async function onInviteToAgency(
  { agencies }: InvitationsBotDeps,
  ctx: ActorContext,
  { page }: Tapped<typeof inviteToAgencyTap>,
) {
  const pick = (agency: number) => invitePostTap.data({ agency });
  const turn = (to: number) => inviteToAgencyTap.data({ page: to });
  await ctx.show(agencyPicker(ctx.t, await agencies(ctx.actor), page, pick, turn));
}

async function onInvitePost(
  { agencies }: InvitationsBotDeps,
  ctx: ActorContext,
  { agency }: Tapped<typeof invitePostTap>,
) {
  const found = (await agencies(ctx.actor)).find(({ id }) => id === agency);
  if (!found) return answerTap(ctx, ctx.t('refused-other-agency'), true);
  await ctx.show(invitePostCard(ctx.t, found));
}

async function onOpenInvitations({ invitations }: InvitationsBotDeps, ctx: ActorContext) {
  await ctx.show(openInvitationsCard(voiceOf(ctx), await invitations.openInvitations(ctx.actor, ctx.now)));
}

async function onRevoke(
  { invitations }: InvitationsBotDeps,
  ctx: ActorContext,
  { invitation }: Tapped<typeof revokeTap>,
) {
  const revoked = await invitations.revoke(ctx.actor, invitation, ctx.now);
  if (!revoked) return answerTap(ctx, ctx.t('invite-not-revoked'), true);
  await ctx.show({ text: ctx.t('invite-revoked') });
}

async function onSucceed(deps: InvitationsBotDeps, ctx: ActorContext, { post }: Tapped<typeof succeedTap>) {
  const [held] = await heldPosts(deps.db.read, { unitId: ctx.actor.unitId, id: post }, ctx.now);
  if (!held) return answerTap(ctx, ctx.t('end-refused-gone'), true);
  const { kind, agencyId } = held;
  await sendInvitation(deps, ctx, { kind, agencyId, over: post });
}

async function onAct(
  { db, agencies }: InvitationsBotDeps,
  { acting, runner }: { readonly acting: Dialog; readonly runner: DialogRunner },
  ctx: ActorContext,
  { kind, agency: id, over }: Tapped<typeof actTap>,
) {
  const { actor, t, now } = ctx;
  const { unitId } = actor;
  const agencyId = isAgencyPost(kind) ? id : null;
  const agency = agencyId === null ? undefined : (await agencies(actor)).find((one) => one.id === agencyId);
  const [held] = over === 0 ? [] : await heldPosts(db.read, { unitId, id: over, kind, agencyId }, now);
  if (!mayInvite(actor, { unitId, kind, agencyId, isActing: true }, held ? [held] : []))
    return answerTap(ctx, t('refused-post'), true);
  if ((agencyId !== null && !agency) || (over !== 0 && !held))
    return answerTap(ctx, t('end-refused-gone'), true);
  await runner.open(ctx, acting, {
    kind,
    over,
    agencyId: agencyId ?? 0,
    agency: agency?.name ?? '',
    holder: held?.name ?? '',
  });
}

/** `/undang` and what follows from it. */
export function createInvitationsBot(
  deps: InvitationsBotDeps,
  forms: { readonly acting: Dialog; readonly runner: DialogRunner },
): Router {
  const bot = new Router();
  onCommand(bot, 'invite', (ctx, argument) => onInvite(deps, ctx, argument));
  onTap(bot, inviteMenuTap, (ctx) =>
    canSome(ctx.actor, 'post.inviteToAgency')
      ? onInvite(deps, ctx, '')
      : answerTap(ctx, ctx.t('refused-post'), true),
  );
  onTap(bot, inviteTap, (ctx, { kind, agency }) => sendInvitation(deps, ctx, seatOf(kind, agency)));
  onTap(bot, besideTap, (ctx, { kind, agency }) =>
    sendInvitation(deps, ctx, { ...seatOf(kind, agency), beside: true }),
  );
  onTap(bot, inviteToAgencyTap, (ctx, values) => onInviteToAgency(deps, ctx, values));
  onTap(bot, invitePostTap, (ctx, values) => onInvitePost(deps, ctx, values));
  onTap(bot, openInvitationsTap, (ctx) => onOpenInvitations(deps, ctx));
  onTap(bot, revokeTap, (ctx, values) => onRevoke(deps, ctx, values));
  onTap(bot, succeedTap, (ctx, values) => onSucceed(deps, ctx, values));
  onTap(bot, actTap, (ctx, values) => onAct(deps, forms, ctx, values));
  return bot;
}
