import type { Filter, NextFunction } from 'grammy';
import { isAgencyPost } from '../../access/actor.js';
import { canSome } from '../../access/can.js';
import type { ActorContext, BotContext } from '../../bot/context.js';
import { onAnyTap, onCommand, onTap, onWords, refuseStranger } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Db } from '../../db/database.js';
import type { Tapped } from '../../dialogs/callback.js';
import { type Locale, localeOf } from '../../lib/locale.js';
import { type Translate, translator } from '../../words/translate.js';
import type { Around } from './ending/rules.js';
import { heldPosts, postIn } from './ending/store.js';
import { briefingCard } from './handover/messages.js';
import { briefingOf } from './handover/service.js';
import { acceptedCard, agencyPicker, succeedCard } from './invitations/messages.js';
import { looksLikeCode, readCode } from './invitations/rules.js';
import type { InvitationsService } from './invitations/service.js';
import { approveCard, backupLine, decidedCard, requestCard, settingsCard, welcomeCard } from './messages.js';
import type { AccessService, Account, Decision, Settled } from './requests/service.js';
import type { ListAgencies, WithBackups } from './rules.js';
import type { PeopleService } from './service.js';
import {
  acceptTap,
  approveTap,
  askAccessTap,
  askUnitTap,
  decideTap,
  inviteTap,
  localeTap,
  requestTap,
  settingsTap,
} from './taps.js';
import { unitButtons, whichUnitCard } from './units/messages.js';
import { namesKanwil } from './units/rules.js';
import { unitNames } from './units/store.js';

type PeopleBotDeps = WithBackups &
  Pick<Around, 'duties'> & {
    readonly db: Db;
    readonly people: PeopleService;
    readonly access: AccessService;
    readonly invitations: InvitationsService;
    readonly agencies: ListAgencies;
    readonly wake: () => void;
  };

function accountOf(ctx: BotContext): Account {
  if (!ctx.from) throw new Error('an update without a sender');
  const { id, first_name, last_name, language_code } = ctx.from;
  const name = [first_name, last_name].filter(Boolean).join(' ');
  return { telegramId: BigInt(id), name, locale: localeOf(language_code) };
}

/** Where somebody with a post begins. */
async function home({ db, people }: PeopleBotDeps, ctx: BotContext): Promise<void> {
  const { actor, t, now } = ctx;
  if (!actor) return refuseStranger(ctx);
  await people.keepName(actor, accountOf(ctx));
  const { unitId, personId } = actor;
  const card = welcomeCard(t, actor.unitName, await heldPosts(db.read, { unitId, personId }, now));
  const others = unitButtons(t, actor);
  await ctx.show(others.length === 0 ? card : { ...card, buttons: others });
}

/** Takes up a post by a code; what that ends is shown first. */
async function acceptCode(deps: PeopleBotDeps, ctx: BotContext, typed: string, mark?: string): Promise<void> {
  const { db, invitations, wake } = deps;
  const { t, now } = ctx;
  const account = accountOf(ctx);
  const code = readCode(typed);
  const accepted = await invitations.accept(account, { code, ...(mark !== undefined && { mark }) }, ctx);
  if (!accepted.ok) {
    switch (accepted.reason) {
      case 'home':
        return home(deps, ctx);
      case 'confirm':
      case 'changed': {
        const found = await invitations.look(account, code, now);
        const toast = accepted.reason === 'changed' ? t('end-refused-changed') : undefined;
        if (found) await ctx.show(succeedCard(t, code, found.ends, found), toast);
        else await ctx.show({ text: t('invitation-unknown') });
        return;
      }
      default:
        await ctx.show({ text: t(`invitation-${accepted.reason}`) });
        return;
    }
  }
  wake();
  ctx.menusChanged.add(account.telegramId);
  const { kind, unitId, postId, overId, actedIds = [] } = accepted;
  const [post] = await heldPosts(db.read, { unitId, id: postId }, now);
  const former = overId === null ? undefined : await postIn(db.read, unitId, overId);
  if (former) ctx.menusChanged.add(former.telegramId);
  for (const id of actedIds) {
    const acted = await postIn(db.read, unitId, id);
    if (acted) ctx.menusChanged.add(acted.telegramId);
  }
  const firstSteps = [
    [{ label: t('first-invite'), data: inviteTap.data({ kind: 'officer', agency: 0 }) }],
    [{ label: t('agency-add'), data: 'agnew' }],
    [{ label: t('first-roster'), data: 'rosterhelp' }],
  ];
  const steps = kind === 'head' && !former && !namesKanwil(accepted.unit) ? firstSteps : undefined;
  if (!post) return;
  await ctx.show(acceptedCard({ t, locale: ctx.locale }, accepted, post, steps));
  if (!former) return;
  const briefing = await briefingOf(db.read, deps, post, { now, zone: accepted.zone });
  await ctx.send(briefingCard(post, briefing, { t, locale: ctx.locale, now, zone: accepted.zone }));
}

async function onStart(deps: PeopleBotDeps, ctx: BotContext, code: string) {
  if (ctx.chat?.type !== 'private' || !ctx.from) return;
  await (code === '' ? home(deps, ctx) : acceptCode(deps, ctx, code));
}

/** A stranger may type nothing but the code. */
async function onText(deps: PeopleBotDeps, ctx: Filter<BotContext, 'message:text'>, next: NextFunction) {
  if (ctx.actor || ctx.chat.type !== 'private' || !looksLikeCode(ctx.message.text)) return next();
  await acceptCode(deps, ctx, ctx.message.text);
}

async function onAccept(deps: PeopleBotDeps, ctx: BotContext, { code, mark }: Tapped<typeof acceptTap>) {
  if (ctx.chat?.type !== 'private') return refuseStranger(ctx);
  return acceptCode(deps, ctx, code, mark);
}

async function onAskAccess({ access, db, wake }: PeopleBotDeps, ctx: BotContext, unitId?: number) {
  if (ctx.chat?.type !== 'private') return refuseStranger(ctx);
  if (ctx.actor) return answerTap(ctx, ctx.t('access-have'), true);
  const outcome = await access.askAccess({ ...accountOf(ctx), unitId }, ctx.ref, ctx.now);
  wake();
  if (outcome !== 'which') {
    await ctx.show({ text: ctx.t(`access-${outcome}`) });
    return;
  }
  const units = await unitNames(db.read);
  await ctx.show(whichUnitCard(ctx.t, units, (unit) => askUnitTap.data({ unit })));
}

async function onDecide(
  deps: PeopleBotDeps,
  ctx: ActorContext,
  { request, decision, agency, page }: Tapped<typeof decideTap>,
) {
  const { agencies } = deps;
  const { actor, t } = ctx;
  if (decision !== 'refuse' && isAgencyPost(decision) && agency === 0) {
    const pick = (id: number) => decideTap.data({ request, decision, agency: id, page: 0 });
    const turn = (to: number) => decideTap.data({ request, decision, agency: 0, page: to });
    const picker = agencyPicker(t, await agencies(actor), page, pick, turn);
    const back = { label: t('dialog-back'), data: requestTap.data({ request }) };
    await ctx.show({ ...picker, buttons: [...(picker.buttons ?? []), [back]] });
    return;
  }
  if (decision === 'refuse') return decideAs(deps, ctx, request, decision);
  await decideAs(deps, ctx, request, { kind: decision, agencyId: isAgencyPost(decision) ? agency : null });
}

function onApprove(
  deps: PeopleBotDeps,
  ctx: ActorContext,
  { request, decision: kind, agency, mark }: Tapped<typeof approveTap>,
) {
  return decideAs(deps, ctx, request, { kind, agencyId: isAgencyPost(kind) ? agency : null, mark });
}

/** Decides on a request; whose acting that ends is shown first. */
async function decideAs(
  deps: PeopleBotDeps,
  ctx: ActorContext,
  request: number,
  decision: Decision,
): Promise<void> {
  const { access, wake } = deps;
  const { actor, now, t, ref } = ctx;
  const decided = await access.decide(actor, request, decision, ref, now);
  wake();
  if (decided.ok || (decided.reason !== 'confirm' && decided.reason !== 'changed'))
    return showDecided(deps, ctx, decided);
  const toast = decided.reason === 'changed' ? t('end-refused-changed') : undefined;
  const found = decision === 'refuse' ? undefined : await access.look(actor, request, decision, now);
  await ctx.show(found ? approveCard(t, { request, ...found }) : { text: t('access-gone') }, toast);
}

async function showDecided({ db }: PeopleBotDeps, ctx: ActorContext, decided: Settled): Promise<void> {
  const { actor, t } = ctx;
  if (!decided.ok && decided.reason === 'taken') return answerTap(ctx, t('access-taken'), true);
  for (const id of decided.ok ? (decided.actedIds ?? []) : []) {
    const acted = await postIn(db.read, actor.unitId, id);
    if (acted) ctx.menusChanged.add(acted.telegramId);
  }
  await ctx.show(decidedCard(t, decided));
}

async function onRequest(
  { access }: PeopleBotDeps,
  ctx: ActorContext,
  { request }: Tapped<typeof requestTap>,
) {
  const open = await access.openRequest(ctx.actor, request);
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
  ctx.menusChanged.add(ctx.actor.telegramId);
  const t = translator(locale);
  await ctx.show(settingsCard(t, locale, await backupOf(deps, ctx, { t, locale })), t('settings-saved'));
}

export function createPeopleBot(deps: PeopleBotDeps): Router {
  const bot = new Router();
  onWords(bot, ['start'], (ctx, code) => onStart(deps, ctx, code));
  bot.on('message:text', (ctx, next) => onText(deps, ctx, next));
  onAnyTap(bot, acceptTap, (ctx, values) => onAccept(deps, ctx, values));
  onAnyTap(bot, askAccessTap, (ctx) => onAskAccess(deps, ctx));
  onAnyTap(bot, askUnitTap, (ctx, { unit }) => onAskAccess(deps, ctx, unit));
  onTap(bot, decideTap, (ctx, values) => onDecide(deps, ctx, values));
  onTap(bot, approveTap, (ctx, values) => onApprove(deps, ctx, values));
  onTap(bot, requestTap, (ctx, values) => onRequest(deps, ctx, values));
  onCommand(bot, 'settings', (ctx) => onSettings(deps, ctx));
  onTap(bot, settingsTap, (ctx) => onSettings(deps, ctx));
  onTap(bot, localeTap, (ctx, values) => onLocale(deps, ctx, values));
  return bot;
}
