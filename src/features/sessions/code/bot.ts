import type { Filter, NextFunction } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import type { LogBot } from '../log/bot.js';
import type { SheetsService } from '../paper/service.js';
import type { StoredPaper } from '../paper/store.js';
import { plannedCard } from '../plan/messages.js';
import { say } from '../session/bot.js';
import type { SessionsService } from '../session/service.js';
import { paperTap } from '../taps.js';
import { readCode } from './rules.js';

export type SheetBotDeps = {
  readonly sessions: SessionsService;
  readonly sheets: SheetsService;
  readonly open: LogBot['startKnown'];
  /** Shows a session as it stands now. */
  readonly show: (ctx: ActorContext, id: number, note?: string) => Promise<void>;
};

/** The form of a printed sheet's session, with what was typed of it already read in the paper's numbers. */
async function openFound(
  { open }: SheetBotDeps,
  ctx: ActorContext,
  { found }: { readonly found: StoredPaper },
  typed: string,
): Promise<void> {
  const { session, id: paper } = found;
  const { programmeId: programme, startsAt, endsAt, trainer } = session;
  const planned = session.state === 'planned' ? session.id : undefined;
  const opened = await open(ctx, { programme, planned, paper, startsAt, endsAt, trainer }, typed);
  if (!opened) await say(ctx, ctx.t('session-code-foreign'));
}

/** Answers a code; `false`: there is no such sheet here. */
async function openCode(
  deps: SheetBotDeps,
  ctx: ActorContext,
  code: string,
  typed: string,
): Promise<boolean> {
  const { sheets, show, sessions } = deps;
  const { actor, now, t } = ctx;
  const found = await sheets.byCode(actor, code, now);
  switch (found.kind) {
    case 'unknown':
      return false;
    case 'foreign':
      await say(ctx, t('session-code-foreign'));
      return true;
    case 'closed':
      await say(ctx, closedText(voiceOf(ctx), found.closed));
      return true;
    case 'held':
      await show(ctx, found.found.session.id, t('session-code-held'));
      return true;
    case 'future':
      await show(ctx, found.found.session.id, t('session-code-future'));
      return true;
    case 'cancelled': {
      const view = await sessions.view(actor, found.found.session.id, now);
      if (!view) return false;
      const record = { label: t('session-code-anyway'), data: paperTap.data({ sheet: found.found.id }) };
      const more = { note: t('session-code-cancelled'), buttons: [record] };
      await ctx.show(plannedCard(voiceOf(ctx), view, more));
      return true;
    }
    case 'ready':
      await openFound(deps, ctx, found, typed);
      return true;
  }
}

/**
 * Takes what was typed after `/sesi`, if it begins with a code. A code that no sheet carries is taken for a
 * programme's name where `named` knows one.
 */
async function takeCode(
  deps: SheetBotDeps,
  ctx: ActorContext,
  text: string,
  named: (text: string) => Promise<boolean>,
): Promise<boolean> {
  const read = readCode(text);
  if (!read) return false;
  if (await openCode(deps, ctx, read.code, read.rest)) return true;
  if (await named(text)) return false;
  await say(ctx, ctx.t('session-code-unknown', { code: read.code, unit: ctx.actor.unitName }));
  return true;
}

async function onPaper(deps: SheetBotDeps, ctx: ActorContext, { sheet }: Tapped<typeof paperTap>) {
  const { sheets } = deps;
  const { actor, now, t } = ctx;
  const paper = await sheets.paper(actor, sheet);
  const found = paper && (await sheets.byCode(actor, paper.code, now));
  if (!paper || !found) return say(ctx, t('session-code-foreign'));
  if (found.kind === 'cancelled') {
    if (found.found.session.startsAt > now) return say(ctx, t('session-future'));
    return openFound(deps, ctx, found, '');
  }
  if (!(await openCode(deps, ctx, paper.code, ''))) await say(ctx, t('session-gone'));
}

// A code alone, without the command.
async function onText(deps: SheetBotDeps, ctx: Filter<BotContext, 'message:text'>, next: NextFunction) {
  const { actor } = ctx;
  const read = ctx.msg.text.startsWith('/') ? undefined : readCode(ctx.msg.text);
  if (!actor || !read || ctx.chat.type !== 'private' || ctx.msg.reply_to_message) return next();
  if (!(await openCode(deps, Object.assign(ctx, { actor }), read.code, read.rest))) return next();
}

/** Recording a session from its printed sheet. */
export function createSheetBot(deps: SheetBotDeps): {
  readonly composer: Router;
  /**
   * Takes what was typed after `/sesi`, if it begins with a code. A code that no sheet carries is taken for a
   * programme's name where `named` knows one.
   */
  readonly code: (
    ctx: ActorContext,
    text: string,
    named: (text: string) => Promise<boolean>,
  ) => Promise<boolean>;
} {
  const composer = new Router();
  onTap(composer, paperTap, (ctx, values) => onPaper(deps, ctx, values));
  composer.on('message:text', (ctx, next) => onText(deps, ctx, next));
  return {
    composer,

    /**
     * Takes what was typed after `/sesi`, if it begins with a code. A code that no sheet carries is taken for a
     * programme's name where `named` knows one.
     */
    code: (ctx, text, named) => takeCode(deps, ctx, text, named),
  };
}
