import { InputFile } from 'grammy';
import type { ActorContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { csvFile } from '../../lib/sheets/csv.js';
import { matchName } from '../../reading/match.js';
import { voiceOf } from '../../words/voice.js';
import { trailCard, trailFileName, trailPeopleCard, trailPickCard, trailRows } from './messages.js';
import { type Look, SUBJECTS } from './rules.js';
import { FILE_MOST, type TrailService } from './service.js';
import { trailFileTap, trailPickTap, trailTap } from './taps.js';

const EVERYTHING: Look = { person: 0, subject: 'all', id: 0 };

async function show(
  { trail }: { readonly trail: TrailService },
  ctx: ActorContext,
  look: Look,
  page: number,
  note?: string,
) {
  const found = await trail.view(ctx.actor, look, page);
  if (!found) return answerTap(ctx, ctx.t('refused-post'), true);
  await ctx.show(trailCard(found, look, voiceOf(ctx), note));
}

/** What was typed names a kind of thing, with its number or without, or a person. */
async function onTrail(deps: { readonly trail: TrailService }, ctx: ActorContext, argument: string) {
  const { t, actor } = ctx;
  if (argument === '') return show(deps, ctx, EVERYTHING, 0);
  const [, words = '', digits = '0'] = /^(.*?)\s*(\d{1,9})?$/u.exec(argument) ?? [];
  const kind = matchName(
    words,
    SUBJECTS.map((subject) => ({ subject, name: t(`trail-of-${subject}`) })),
  );
  if (kind.kind === 'one' && kind.exact)
    return show(deps, ctx, { person: 0, subject: kind.item.subject, id: Number(digits) }, 0);
  const who = matchName(argument, await deps.trail.people(actor));
  switch (who.kind) {
    case 'one': {
      const note = who.exact ? undefined : t('choice-read-as', { typed: argument, name: who.item.name });
      return show(deps, ctx, { ...EVERYTHING, person: who.item.id }, 0, note);
    }
    case 'many':
      return ctx.show(trailPeopleCard(t, argument, who.items.slice(0, 8)));
    case 'none':
      return ctx.show({
        text: t('choice-none', { typed: argument }),
        buttons: trailPickCard(t).buttons ?? [],
      });
  }
}

/** `/jejak`: who did what, for heads. */
export function createTrailBot(deps: { readonly trail: TrailService }): Router {
  const bot = new Router();
  onCommand(bot, 'trail', (ctx, argument) => onTrail(deps, ctx, argument));
  onTap(bot, trailTap, (ctx, { page, ...look }) => show(deps, ctx, look, page));
  onTap(bot, trailPickTap, async (ctx) => ctx.show(trailPickCard(ctx.t)));
  onTap(bot, trailFileTap, async (ctx, look) => {
    const entries = await deps.trail.all(ctx.actor, look);
    if (!entries) return answerTap(ctx, ctx.t('refused-post'), true);
    const voice = voiceOf(ctx);
    const file = csvFile(trailRows(entries, voice));
    const whole = entries.length < FILE_MOST;
    await ctx.replyWithDocument(new InputFile(file, trailFileName(voice)), {
      caption: ctx.t(whole ? 'trail-sent' : 'trail-sent-newest', { total: entries.length }),
    });
    return answerTap(ctx);
  });
  return bot;
}
