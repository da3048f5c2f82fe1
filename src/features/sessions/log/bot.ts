import { can } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import type { Button } from '../../../dialogs/card.js';
import { instants } from '../../../dialogs/fields/when.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedFor, closedText } from '../../months/index.js';
import { speaksOfMarks } from '../exceptions/rules.js';
import { chosen, type LogForm, sheetKey, whenOf } from '../form/dialog.js';
import { timesOf } from '../form/messages.js';
import type { Known } from '../line/bot.js';
import type { Opening } from '../opening/service.js';
import { planButton } from '../plan/bot.js';
import { say } from '../session/bot.js';
import type { SessionsService } from '../session/service.js';
import { draftOn, isSettled, saidOn } from '../sheet/messages.js';
import { numbersOf, readAttendance, type Sheet } from '../sheet/rules.js';

export type LogBotDeps = {
  readonly sessions: SessionsService;
  readonly dialog: Dialog;
  readonly runner: DialogRunner;
  readonly showToday: (
    ctx: ActorContext,
    note?: string,
    toast?: string,
    extra?: readonly Button[],
  ) => Promise<void>;
  /** Shows a session as it stands now. */
  readonly show: (ctx: ActorContext, id: number, note?: string) => Promise<void>;
};

/** What a sheet comes to with what was typed of it: settled, or with what is still to be asked. */
function attended(at: string, sheet: Sheet, said: string | undefined): Partial<LogForm> {
  const draft = said === undefined ? draftOn(at, sheet) : saidOn(draftOn(at, sheet), said, false);
  if (said === undefined || !isSettled(draft)) return { draft };
  return { attendance: { kind: 'sheet', at, sheet, marks: draft.marks }, draft: undefined };
}

/** What was typed besides is of who came too where this sheet's names make it so. */
function namedIn(sheet: Sheet, { said, left }: Partial<LogForm>): Partial<LogForm> {
  if (left === undefined || left === '' || !speaksOfMarks(left)) return {};
  const whole = said === undefined ? left : `${said}; ${left}`;
  return readAttendance(whole, sheet).faults.length === 0 ? { said: whole, left: '' } : {};
}

/**
 * The form of a session as far as it is known; with its sheet in it, which is then shown without another look, and
 * with what was typed of it.
 */
function filled(opening: Opening, ctx: ActorContext, values: Partial<LogForm>): Partial<LogForm> {
  const { actor } = ctx;
  const before: Partial<LogForm> = { ...chosen(opening, actor), paper: opening.paper, ...values };
  const when = whenOf(before);
  const sheet = when ? opening.sheetAt(instants(when, actor.zone).startsAt) : [];
  if (numbersOf(sheet).length === 0) return before;
  const known = { ...before, ...namedIn(sheet, before) };
  return { ...known, ...attended(sheetKey(known), sheet, known.said) };
}

function refuse(ctx: ActorContext) {
  return say(ctx, ctx.t('session-refused-forbidden'));
}

/** Where there is nothing to record (any more) says why, and shows what stands there. */
async function shown(
  { sessions, show, showToday }: LogBotDeps,
  ctx: ActorContext,
  known: Known,
  opening: Opening,
): Promise<boolean> {
  const { actor, now, saidAt, t } = ctx;
  const { planned, programme } = opening;
  if (known.planned !== undefined && !planned) {
    const there = await sessions.view(actor, known.planned, now);
    const said = there?.held ? 'session-there-already' : 'session-plan-refused-changed';
    await (there ? show(ctx, there.id, t(said)) : showToday(ctx, undefined, t('button-stale')));
    return true;
  }
  if (planned && planned.startsAt > now) {
    await show(ctx, planned.id, t('session-future'));
    return true;
  }
  const span = known.times && instants({ date: known.date, ...known.times }, actor.zone);
  if (span && span.startsAt > saidAt) {
    const mayPlan = can(actor, 'session.plan', programme);
    const extra = mayPlan ? [planButton(voiceOf(ctx), programme.id, span)] : [];
    await showToday(ctx, t('session-future'), undefined, extra);
    return true;
  }
  const held = span && opening.heldAt(span.startsAt);
  if (held) {
    await show(ctx, held.id, t('session-there-already'));
    return true;
  }
  const closed = closedFor(opening.closed, { actor, now, matter: 'sessions' });
  if (closed) await showToday(ctx, closedText(voiceOf(ctx), closed));
  return closed !== undefined;
}

/** Opens the form with what is known; a session that is recorded already is shown instead. */
async function start(deps: LogBotDeps, ctx: ActorContext, known: Known): Promise<void> {
  const { sessions, runner, dialog } = deps;
  const { actor, saidAt } = ctx;
  const { programme, said, left } = known;
  const day = parseIsoDate(known.date);
  const opening = day && (await sessions.opening(actor, { programme, planned: known.planned, date: day }));
  if (!opening) return refuse(ctx);
  if (await shown(deps, ctx, known, opening)) return;
  const { planned } = opening;
  const date = planned ? isoDate(localDate(planned.startsAt, actor.zone)) : known.date;
  // The usual time is only where that has come already and isn't recorded.
  const usual = planned ?? opening.last;
  const likely = usual && timesOf(usual, actor.zone);
  const begins = likely && instants({ date, ...likely }, actor.zone).startsAt;
  const free = begins !== undefined && begins <= saidAt && !opening.heldAt(begins);
  const values: Partial<LogForm> = {
    date,
    ...(known.times ?? (free ? likely : {})),
    ...(planned && {
      planned: planned.id,
      ...(planned.trainer !== null && { trainer: planned.trainer }),
    }),
    ...(said !== undefined && { said }),
    ...(left !== undefined && { left }),
  };
  await runner.open(ctx, dialog, filled(opening, ctx, values));
}

/** A session of this programme; when it was is asked first. */
async function startUndated(
  { sessions, runner, dialog }: LogBotDeps,
  ctx: ActorContext,
  programme: number,
): Promise<void> {
  const date = localDate(ctx.saidAt, ctx.actor.zone);
  const opening = await sessions.opening(ctx.actor, { programme, date });
  if (!opening) return refuse(ctx);
  await runner.open(ctx, dialog, filled(opening, ctx, {}));
}

/**
 * A session whose time is known, from its plan or its printed sheet, with what was typed of its attendance already
 * read. `false`: the actor may not record it; with `if-read`, also where the sheet doesn't make it attendance.
 */
async function startKnown(
  { sessions, runner, dialog }: LogBotDeps,
  ctx: ActorContext,
  session: {
    readonly programme: number;
    readonly planned: number | undefined;
    readonly paper: number | undefined;
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly trainer: string | null;
  },
  typed: string,
  how: 'opens' | 'if-read' = 'opens',
): Promise<boolean> {
  const { zone } = ctx.actor;
  const day = localDate(session.startsAt, zone);
  const opening = await sessions.opening(ctx.actor, { ...session, date: day });
  if (!opening) return false;
  if (how === 'if-read' && readAttendance(typed, opening.sheetAt(session.startsAt)).faults.length > 0) {
    return false;
  }
  const { planned, trainer } = session;
  const values = filled(opening, ctx, {
    planned,
    topic: '',
    noted: true,
    date: isoDate(day),
    ...timesOf(session, zone),
    ...(trainer !== null && { trainer }),
    ...(typed !== '' && { said: typed }),
  });
  await runner.open(ctx, dialog, values);
  return true;
}

const useCases = { start, startUndated, startKnown };

/** Opens the form in which a session is recorded. */
export type LogBot = Given<typeof useCases>;

export function createLogBot(deps: LogBotDeps): LogBot {
  return given(deps, useCases);
}
