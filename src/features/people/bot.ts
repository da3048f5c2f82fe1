import { type CommandContext, Composer, type Filter, type NextFunction } from 'grammy';
import { isAgencyPost, type PostKind } from '../../access/actor.js';
import { canSome } from '../../access/can.js';
import type { ActorContext, BotContext } from '../../bot/context.js';
import { onCommand, onTap, refuseStranger } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import type { Locale } from '../../lib/locale.js';
import { matchName } from '../../reading/match.js';
import { type Translate, translator } from '../../words/translate.js';
import {
  acceptedCard,
  agencyPicker,
  backupLine,
  decidedCard,
  invitedCard,
  inviteMenu,
  invitePostCard,
  openInvitationsCard,
  requestCard,
  settingsCard,
  welcomeCard,
} from './messages.js';
import type { Account } from './requests/service.js';
import type { ListAgencies, WithBackups } from './rules.js';
import type { PeopleService } from './service.js';
import {
  askAccessTap,
  decideTap,
  invitePostTap,
  inviteTap,
  inviteToAgencyTap,
  localeTap,
  openInvitationsTap,
  requestTap,
  revokeTap,
  settingsTap,
} from './taps.js';

/** The words after `/undang` that name a post, in both languages. */
const POST_WORDS: readonly (readonly [RegExp, PostKind])[] = [
  [/^(?:petugas|officer)$/iu, 'officer'],
  [/^(?:humas|public relations|pr)$/iu, 'humas'],
  [/^(?:kepala|kepala rutan|karutan|head)$/iu, 'head'],
];

function accountOf(ctx: BotContext): Account {
  if (!ctx.from) throw new Error('an update without a sender');
  const { id, first_name, last_name } = ctx.from;
  return { telegramId: BigInt(id), name: [first_name, last_name].filter(Boolean).join(' ') };
}

type PeopleBotDeps = WithBackups & {
  readonly people: PeopleService;
  readonly agencies: ListAgencies;
  readonly botUsername: string;
  readonly wake: () => void;
};

async function invite(
  { people, botUsername }: PeopleBotDeps,
  ctx: ActorContext,
  kind: PostKind,
  agencyId: number | null,
): Promise<void> {
  const { t, locale, actor } = ctx;
  const invited = await people.invite(actor, kind, agencyId, ctx.ref, ctx.now);
  const card = invitedCard({ t, locale, zone: actor.zone }, invited, botUsername);
  // The link is a message of its own, made to be forwarded; the card that was tapped stays.
  if (ctx.callbackQuery) await answerTap(ctx);
  await ctx.send(card);
}

async function onStart({ people, wake, agencies }: PeopleBotDeps, ctx: CommandContext<BotContext>) {
  const token = ctx.match.trim();
  if (ctx.chat.type !== 'private' || !ctx.from) return;
  if (token !== '') {
    const accepted = await people.accept(token, accountOf(ctx), ctx.ref, ctx.now);
    wake();
    ctx.menuChanged = accepted.ok;
    const isHead = accepted.ok && accepted.kind === 'head';
    const firstSteps = [
      [{ label: ctx.t('first-invite'), data: inviteTap.data({ kind: 'officer', agency: 0 }) }],
      [{ label: ctx.t('agency-add'), data: 'agnew' }],
      [{ label: ctx.t('first-roster'), data: 'rosterhelp' }],
    ];
    await ctx.show(acceptedCard(ctx.t, accepted, isHead ? firstSteps : undefined));
    return;
  }
  if (!ctx.actor) return refuseStranger(ctx);
  await people.keepName(ctx.actor, accountOf(ctx));
  const names = new Map((await agencies(ctx.actor)).map(({ id, name }) => [id, name]));
  await ctx.show(welcomeCard(ctx.t, ctx.actor, names));
}

async function onData(
  { people, wake }: PeopleBotDeps,
  ctx: Filter<BotContext, 'callback_query:data'>,
  next: NextFunction,
) {
  if (!askAccessTap.read(ctx.callbackQuery.data)) return next();
  if (ctx.actor) return answerTap(ctx, ctx.t('access-have'), true);
  if (ctx.chat?.type !== 'private') return refuseStranger(ctx);
  const outcome = await people.askAccess(accountOf(ctx), ctx.ref, ctx.now);
  wake();
  await ctx.show({ text: ctx.t(`access-${outcome}`) });
}

async function onInvite(deps: PeopleBotDeps, ctx: ActorContext, argument: string) {
  const { agencies, people } = deps;
  const { actor, t } = ctx;
  const post = POST_WORDS.find(([words]) => words.test(argument))?.[1];
  if (post) return invite(deps, ctx, post, null);
  if (argument !== '') {
    const typed = argument.replace(/^(?:kepala|staf|kontak|head of|contact of)\s+/iu, '');
    const match = matchName(typed, await agencies(actor));
    if (match.kind === 'one') return ctx.show(invitePostCard(t, match.item));
    const pick = (agency: number) => invitePostTap.data({ agency });
    if (match.kind === 'many') {
      const picker = agencyPicker(t, match.items, 0, pick, (page) => inviteToAgencyTap.data({ page }));
      return ctx.show({ ...picker, text: t('choice-many', { typed }) });
    }
    const { buttons } = inviteMenu(t, actor, 0);
    return ctx.show({ text: t('invite-nobody-of', { typed }), ...(buttons && { buttons }) });
  }
  const open = await people.openInvitations(actor, ctx.now);
  await ctx.show(inviteMenu(t, actor, open.length));
}

async function onInviteToAgency(
  { agencies }: PeopleBotDeps,
  ctx: ActorContext,
  { page }: Tapped<typeof inviteToAgencyTap>,
) {
  const pick = (agency: number) => invitePostTap.data({ agency });
  const turn = (to: number) => inviteToAgencyTap.data({ page: to });
  await ctx.show(agencyPicker(ctx.t, await agencies(ctx.actor), page, pick, turn));
}

async function onInvitePost(
  { agencies }: PeopleBotDeps,
  ctx: ActorContext,
  { agency }: Tapped<typeof invitePostTap>,
) {
  const found = (await agencies(ctx.actor)).find(({ id }) => id === agency);
  if (!found) return answerTap(ctx, ctx.t('refused-other-agency'), true);
  await ctx.show(invitePostCard(ctx.t, found));
}

async function onOpenInvitations({ people }: PeopleBotDeps, ctx: ActorContext) {
  const { actor, t, locale } = ctx;
  await ctx.show(
    openInvitationsCard({ t, locale, zone: actor.zone }, await people.openInvitations(actor, ctx.now)),
  );
}

async function onRevoke(
  { people }: PeopleBotDeps,
  ctx: ActorContext,
  { invitation }: Tapped<typeof revokeTap>,
) {
  const revoked = await people.revoke(ctx.actor, invitation, ctx.now);
  if (!revoked) return answerTap(ctx, ctx.t('invite-not-revoked'), true);
  await ctx.show({ text: ctx.t('invite-revoked') });
}

async function onDecide(
  { agencies, people, wake }: PeopleBotDeps,
  ctx: ActorContext,
  { request, decision, agency, page }: Tapped<typeof decideTap>,
) {
  const { actor, t } = ctx;
  if (decision !== 'refuse' && isAgencyPost(decision) && agency === 0) {
    const pick = (id: number) => decideTap.data({ request, decision, agency: id, page: 0 });
    const turn = (to: number) => decideTap.data({ request, decision, agency: 0, page: to });
    const picker = agencyPicker(t, await agencies(actor), page, pick, turn);
    const back = { label: t('dialog-back'), data: requestTap.data({ request }) };
    await ctx.show({ ...picker, buttons: [...(picker.buttons ?? []), [back]] });
    return;
  }
  const what =
    decision === 'refuse' ? decision : { kind: decision, agencyId: isAgencyPost(decision) ? agency : null };
  const decided = await people.decide(actor, request, what, ctx.ref, ctx.now);
  wake();
  await ctx.show(decidedCard(t, decided));
}

async function onRequest(
  { people }: PeopleBotDeps,
  ctx: ActorContext,
  { request }: Tapped<typeof requestTap>,
) {
  const open = await people.openRequest(ctx.actor, request);
  await ctx.show(open ? requestCard(ctx.t, open) : { text: ctx.t('access-gone') });
}

/** What somebody who may know is told of the last backup. */
async function backupOf(
  { lastBackup }: PeopleBotDeps,
  { actor }: ActorContext,
  voice: { readonly t: Translate; readonly locale: Locale },
): Promise<string | undefined> {
  if (!lastBackup || !canSome(actor, 'backup.view')) return undefined;
  return backupLine({ ...voice, zone: actor.zone }, (await lastBackup()) ?? 'none');
}

async function onSettings(deps: PeopleBotDeps, ctx: ActorContext): Promise<void> {
  const { t, locale } = ctx;
  await ctx.show(settingsCard(t, locale, await backupOf(deps, ctx, { t, locale })));
}

async function onLocale(deps: PeopleBotDeps, ctx: ActorContext, { locale }: Tapped<typeof localeTap>) {
  await deps.people.setLocale(ctx.actor, locale);
  ctx.menuChanged = true;
  const t = translator(locale);
  await ctx.show(settingsCard(t, locale, await backupOf(deps, ctx, { t, locale })), t('settings-saved'));
}

export function createPeopleBot(deps: PeopleBotDeps): Composer<BotContext> {
  const bot = new Composer<BotContext>();
  bot.command('start', (ctx) => onStart(deps, ctx));
  bot.on('callback_query:data', (ctx, next) => onData(deps, ctx, next));
  onCommand(bot, 'invite', (ctx, argument) => onInvite(deps, ctx, argument));
  onTap(bot, inviteTap, async (ctx, { kind, agency }) =>
    invite(deps, ctx, kind, isAgencyPost(kind) ? agency : null),
  );
  onTap(bot, inviteToAgencyTap, (ctx, values) => onInviteToAgency(deps, ctx, values));
  onTap(bot, invitePostTap, (ctx, values) => onInvitePost(deps, ctx, values));
  onTap(bot, openInvitationsTap, (ctx) => onOpenInvitations(deps, ctx));
  onTap(bot, revokeTap, (ctx, values) => onRevoke(deps, ctx, values));
  onTap(bot, decideTap, (ctx, values) => onDecide(deps, ctx, values));
  onTap(bot, requestTap, (ctx, values) => onRequest(deps, ctx, values));
  onCommand(bot, 'settings', (ctx) => onSettings(deps, ctx));
  onTap(bot, settingsTap, (ctx) => onSettings(deps, ctx));
  onTap(bot, localeTap, (ctx, values) => onLocale(deps, ctx, values));
  return bot;
}
