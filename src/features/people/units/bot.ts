import { can } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Db } from '../../../db/database.js';
import { matchName } from '../../../reading/match.js';
import { heldPosts } from '../ending/store.js';
import { welcomeCard } from '../messages.js';
import { headCodeCard, kanwilCard, nowInText, unitButtons, unitsCard } from './messages.js';
import { hoursText, readHours, readUnitLine } from './rules.js';
import type { UnitsService } from './service.js';
import {
  addUnitTap,
  chooseUnitTap,
  hoursTap,
  kanwilAskTap,
  kanwilTap,
  unitHeadTap,
  unitsTap,
} from './taps.js';

type UnitsBotDeps = {
  readonly db: Db;
  readonly units: UnitsService;
  readonly dialogs: { readonly add: Dialog; readonly hours: Dialog };
  readonly runner: DialogRunner;
  readonly botUsername: string;
};

async function show({ units }: UnitsBotDeps, ctx: ActorContext, toast?: string): Promise<void> {
  const { actor, now, t } = ctx;
  await ctx.show(unitsCard(await units.list(actor, now), { t, now, actor }), toast);
}

/** Where somebody begins in another of their units. */
async function choose({ db, units }: UnitsBotDeps, ctx: ActorContext, unitId: number): Promise<void> {
  const { now, t } = ctx;
  const actor = await units.choose(ctx.actor, unitId);
  if (!actor) {
    if (ctx.callbackQuery) await answerTap(ctx, t('unit-left'), true);
    else await ctx.show({ text: t('unit-left') });
    return;
  }
  Object.assign(ctx, { actor });
  ctx.menusChanged.add(actor.telegramId);
  const { personId, unitName } = actor;
  const card = welcomeCard(t, unitName, await heldPosts(db.read, { unitId, personId }, now));
  await ctx.show({ ...card, buttons: unitButtons(t, actor) }, nowInText(t, actor));
}

async function add(deps: UnitsBotDeps, ctx: ActorContext, line: string): Promise<void> {
  const { manages } = await deps.units.list(ctx.actor, ctx.now);
  if (manages) return deps.runner.open(ctx, deps.dialogs.add, readUnitLine(line));
  const text = ctx.t('unit-refused-forbidden');
  if (ctx.callbackQuery) await answerTap(ctx, text, true);
  else await ctx.show({ text });
}

async function changeHours(
  { runner, dialogs }: UnitsBotDeps,
  ctx: ActorContext,
  typed: string,
): Promise<void> {
  const { actor, t } = ctx;
  if (!can(actor, 'unit.edit', { unitId: actor.unitId, agencyId: null })) {
    if (ctx.callbackQuery) await answerTap(ctx, t('refused-post'), true);
    else await ctx.show({ text: t('refused-post') });
    return;
  }
  const read = readHours(typed);
  await runner.open(ctx, dialogs.hours, read ? { hours: hoursText(read) } : {});
}

const ADD = /^(?:baru|tambah|new|add)(?:\s+(.*))?$/isu;
const HOURS = /^(?:jam|hours)(?:\s+kantor)?(?:\s+(.*))?$/isu;

/** `/unit`, `/unit baru Rutan Masohi, WIT, 08.00-15.00`, `/unit jam 08.00-15.00`, `/unit ambon`. */
async function onUnit(deps: UnitsBotDeps, ctx: ActorContext, argument: string): Promise<void> {
  const { actor, t } = ctx;
  const added = ADD.exec(argument);
  if (added) return add(deps, ctx, added[1] ?? '');
  const hours = HOURS.exec(argument);
  if (hours) return changeHours(deps, ctx, hours[1] ?? '');
  if (argument === '') return show(deps, ctx);
  const own = (actor.units ?? [actor]).map(({ unitId: id, unitName: name }) => ({ id, name }));
  const match = matchName(argument, own);
  if (match.kind === 'one') return choose(deps, ctx, match.item.id);
  await ctx.show({ text: t('choice-none', { typed: argument }), buttons: unitButtons(t, actor) });
}

/** The units of the installation, and in which of them somebody acts. */
export function createUnitsBot(deps: UnitsBotDeps): Router {
  const { units, botUsername } = deps;
  const bot = new Router();
  onCommand(bot, 'units', (ctx, argument) => onUnit(deps, ctx, argument));
  onTap(bot, unitsTap, (ctx) => show(deps, ctx));
  onTap(bot, chooseUnitTap, (ctx, { unit }) => choose(deps, ctx, unit));
  onTap(bot, addUnitTap, (ctx) => add(deps, ctx, ''));
  onTap(bot, hoursTap, (ctx) => changeHours(deps, ctx, ''));
  onTap(bot, unitHeadTap, async (ctx, { unit }) => {
    const made = await units.inviteHead(ctx, unit);
    if (!made.ok) return answerTap(ctx, ctx.t(`unit-refused-${made.reason}`), true);
    await ctx.show(headCodeCard(ctx.t, made, botUsername, false));
  });
  onTap(bot, kanwilAskTap, async (ctx, { unit }) => {
    const seen = await units.list(ctx.actor, ctx.now);
    const found = seen.units.find(({ id }) => id === unit);
    if (!seen.manages || !found) return answerTap(ctx, ctx.t('unit-refused-forbidden'), true);
    await ctx.show(kanwilCard(found, seen.units, ctx.t));
  });
  onTap(bot, kanwilTap, async (ctx, { unit, kanwil }) => {
    const done = await units.placeBelow(ctx, { unitId: unit, kanwilId: kanwil });
    if (!done) return answerTap(ctx, ctx.t('unit-refused-forbidden'), true);
    await show(deps, ctx, ctx.t('settings-saved'));
  });
  return bot;
}
