import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { matchName } from '../../../reading/match.js';
import { searchName } from '../../../reading/search-name.js';
import { readLine } from '../form/dialog.js';
import { isOver, NAME_MAX } from '../life/rules.js';
import type { Timetable } from '../step/service.js';
import * as taps from '../taps.js';
import { formOf, newForm } from './dialog.js';
import { programmeCard, programmeListCard } from './messages.js';
import type { ProgrammesService } from './service.js';

/** A programme's card, as the tapper may see it. */
export async function openProgramme(
  ctx: ActorContext,
  { programmes, timetable }: { readonly programmes: ProgrammesService; readonly timetable: Timetable },
  id: number,
  options: { head?: string | undefined; toast?: string } = {},
): Promise<void> {
  const programme = await programmes.find(ctx.actor, id);
  if (programme) {
    const { t, locale, now, actor } = ctx;
    await ctx.show(
      programmeCard({ t, locale, now, zone: actor.zone }, programme, timetable, options.head),
      options.toast,
    );
  } else if (ctx.callbackQuery) await answerTap(ctx, ctx.t('refused-other-agency'), true);
  else await ctx.show({ text: ctx.t('refused-other-agency') });
}

type ProgrammesBotDeps = {
  readonly programmes: ProgrammesService;
  readonly timetable: Timetable;
  readonly dialogs: { readonly add: Dialog; readonly edit: Dialog };
  readonly runner: DialogRunner;
};

function mayAdd(ctx: ActorContext) {
  return canSome(ctx.actor, 'programme.edit');
}

async function list(
  { programmes }: ProgrammesBotDeps,
  ctx: ActorContext,
  page: number,
  over = false,
): Promise<void> {
  const options = { mayAdd: mayAdd(ctx), over };
  await ctx.show(programmeListCard(ctx, await programmes.list(ctx.actor), page, options));
}

function open(
  deps: ProgrammesBotDeps,
  ctx: ActorContext,
  id: number,
  options: { head?: string; toast?: string } = {},
) {
  return openProgramme(ctx, deps, id, options);
}

/** A new programme from what was typed: its name alone, or a line with what else is known. */
async function create(deps: ProgrammesBotDeps, ctx: ActorContext, typed: string): Promise<void> {
  const { programmes, runner, dialogs } = deps;
  const { actor, saidAt: now, locale, t } = ctx;
  const known = await programmes.choices(actor, ctx.now);
  const line = readLine(typed, known, { now, locale, t, zone: actor.zone });
  const key = searchName(line.name);
  const same = known.programmes.find(({ name }) => searchName(name) === key);
  if (same) return open(deps, ctx, same.id, { head: t('programme-exists', { name: same.name }) });
  const named = key !== '' && [...line.name].length <= NAME_MAX;
  const { name, ...rest } = line;
  const values = newForm(actor.personId, named ? { name, ...rest } : rest);
  return runner.open(ctx, dialogs.add, values, { known });
}

async function edit(deps: ProgrammesBotDeps, ctx: ActorContext, id: number, all: boolean): Promise<void> {
  const { programmes, runner, dialogs } = deps;
  const found = await programmes.find(ctx.actor, id);
  if (!found?.mayEdit) return answerTap(ctx, ctx.t('refused-post'), true);
  if (isOver(found.state)) return open(deps, ctx, id, { toast: ctx.t('button-stale') });
  const { facts, ...values } = formOf(found);
  await runner.open(ctx, dialogs.edit, all ? values : { ...values, facts });
}

async function onProgrammes(deps: ProgrammesBotDeps, ctx: ActorContext, argument: string) {
  if (argument === '') return list(deps, ctx, 0);
  const all = await deps.programmes.list(ctx.actor);
  const match = matchName(argument, all);
  switch (match.kind) {
    case 'one': {
      const read = ctx.t('choice-read-as', { typed: argument, name: match.item.name });
      return open(deps, ctx, match.item.id, match.exact ? {} : { head: read });
    }
    case 'many':
      return ctx.show(
        programmeListCard(ctx, match.items, 0, {
          mayAdd: false,
          over: match.items.every(({ state }) => isOver(state)),
        }),
      );
    case 'none':
      // Whoever may create programmes and types a new one's name most likely wants to.
      return mayAdd(ctx)
        ? create(deps, ctx, argument)
        : ctx.show({ text: ctx.t('choice-none', { typed: argument }) });
  }
}

async function onProgrammeNew({ runner, dialogs }: ProgrammesBotDeps, ctx: ActorContext) {
  if (!mayAdd(ctx)) return answerTap(ctx, ctx.t('refused-post'), true);
  await runner.open(ctx, dialogs.add, newForm(ctx.actor.personId));
}

async function onNames(
  deps: ProgrammesBotDeps,
  ctx: ActorContext,
  { programme: id, version }: Tapped<typeof taps.namesTap>,
) {
  const outcome = await deps.programmes.switchNames(ctx.actor, ctx.ref, ctx.now, { id, version });
  if (outcome === 'forbidden') return answerTap(ctx, ctx.t('refused-post'), true);
  await open(deps, ctx, id, outcome === 'stale' ? { toast: ctx.t('button-stale') } : {});
}

export function createProgrammesBot(deps: ProgrammesBotDeps): Router {
  const bot = new Router();
  onCommand(bot, 'programmes', (ctx, argument) => onProgrammes(deps, ctx, argument));
  onTap(bot, taps.programmePageTap, (ctx, { page }) => list(deps, ctx, page));
  onTap(bot, taps.programmesOverTap, (ctx, { page }) => list(deps, ctx, page, true));
  onTap(bot, taps.programmeTap, (ctx, { programme }) => open(deps, ctx, programme));
  onTap(bot, taps.programmeNewTap, (ctx) => onProgrammeNew(deps, ctx));
  onTap(bot, taps.programmeEditTap, (ctx, { programme }) => edit(deps, ctx, programme, false));
  onTap(bot, taps.programmeFactsTap, (ctx, { programme }) => edit(deps, ctx, programme, true));
  onTap(bot, taps.namesTap, (ctx, values) => onNames(deps, ctx, values));
  return bot;
}
