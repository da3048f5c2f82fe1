import { InputFile } from 'grammy';
import { onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { renderPdf } from '../../lib/pdf.js';
import { captionText, recordFileName, recordSpec } from './messages.js';
import type { RecordsService } from './service.js';
import { recordTap } from './taps.js';

export function createRecordsBot({ records }: { readonly records: RecordsService }): Router {
  const bot = new Router();

  onTap(bot, recordTap, async (ctx, { visit }) => {
    const { actor, t, locale, now } = ctx;
    const found = await records.find(actor, visit);
    if (!found.ok) return answerTap(ctx, t(`record-refused-${found.reason}`), true);
    const reader = { t, locale, now, zone: actor.zone, unit: actor.unitName };
    const { record } = found;
    const file = await renderPdf(recordSpec(record, reader));
    await ctx.replyWithDocument(new InputFile(file, recordFileName(record, reader)), {
      caption: captionText(record, reader),
    });
    return answerTap(ctx);
  });

  return bot;
}
