import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { answerTap, sendWhole } from '../../../bot/show.js';
import { minutesTap } from '../minutes/taps.js';
import { settle, type VisitsBotDeps } from '../visit/bot.js';
import { readerOf } from '../visit/messages.js';
import { formerText } from './messages.js';
import { askedMinutes, hasAgreed } from './rules.js';

/** An agency's answer to the minutes: it agrees, or says what is to be corrected. */
export function registerMinutes(bot: Router, deps: VisitsBotDeps): void {
  const { visits, dialogs, runner } = deps;

  onTap(bot, minutesTap, async (ctx, { button, id, version }) => {
    const { actor, now, ref } = ctx;
    if (button === 'read') {
      const shown = await visits.find(actor, id, now);
      await answerTap(ctx, shown?.visit.minutes ? undefined : ctx.t('refused-other-agency'));
      const { minutes, next } = shown?.visit ?? {};
      return sendWhole(ctx, [minutes?.text ?? '', ...(next ? [next.text] : [])].join('\n\n'));
    }
    if (button === 'former') {
      const former = await visits.formerMinutes(actor, id, now);
      await answerTap(ctx, former.length > 0 ? undefined : ctx.t('button-stale'));
      return former.length > 0 ? sendWhole(ctx, formerText(former, readerOf(ctx))) : undefined;
    }
    if (button === 'agree')
      return settle(deps, ctx, id, await visits.agreeOnce(actor, { id, version }, ref, now));
    const shown = await visits.find(actor, id, now);
    if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
    if (shown.side !== 'agency') return answerTap(ctx, ctx.t('refused-post'), true);
    const asked = askedMinutes(shown.visit);
    if (asked?.version === version && shown.party && !hasAgreed(shown.party, version)) {
      return runner.open(ctx, dialogs.correct, { visit: id, version }, { known: { shown } });
    }
    return settle(deps, ctx, id, { ok: false, reason: 'stale' });
  });
}
