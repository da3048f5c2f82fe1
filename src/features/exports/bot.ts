import { InputFile } from 'grammy';
import type { ActorContext } from '../../bot/context.js';
import type { FeatureDeps } from '../../bot/feature.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import { writeCsv, writeWorkbook } from '../../lib/sheets/write.js';
import { voiceOf } from '../../words/voice.js';
import { exportCaption, exportFileName, exportsCard, exportTables } from './messages.js';
import { readExport } from './phrases.js';
import { gatherExport, mayExport } from './service.js';
import { EXPORTS, exportsTap, exportTap, type SpanName } from './taps.js';

type Deps = Pick<FeatureDeps, 'db'>;

async function choose(ctx: ActorContext, span: SpanName, left = ''): Promise<void> {
  const may = EXPORTS.filter((what) => mayExport(ctx.actor, what));
  if (may.length === 0) return void (await ctx.show({ text: ctx.t('refused-post') }));
  await ctx.show(exportsCard(voiceOf(ctx), may, span, left));
}

/** A file that is asked for in one line comes at once; what isn't understood is named. */
async function onExports(deps: Deps, ctx: ActorContext, argument: string): Promise<void> {
  const { what, format = 'xlsx', span = 'this', left } = readExport(argument);
  if (what === undefined || left !== '') return choose(ctx, span, left);
  return send(deps, ctx, { what, format, span });
}

/** Over the card whose button was tapped, else as a message. */
async function tell(ctx: ActorContext, text: string): Promise<void> {
  if (ctx.callbackQuery) await answerTap(ctx, text, true);
  else await ctx.show({ text });
}

/** Makes the file and sends it; nothing is kept. */
async function send({ db }: Deps, ctx: ActorContext, asked: Tapped<typeof exportTap>): Promise<void> {
  const { what, format, span } = asked;
  const { actor, now } = ctx;
  const exported = await gatherExport(db, what, { actor, now, span });
  if (!exported) return tell(ctx, ctx.t('refused-post'));
  if (exported.rows.length === 0) return tell(ctx, ctx.t('export-nothing'));
  if (ctx.callbackQuery) await answerTap(ctx, ctx.t('export-making'));
  const voice = voiceOf(ctx);
  const tables = exportTables(voice, exported);
  const bytes =
    format === 'xlsx' ? await writeWorkbook(tables) : Buffer.concat(tables.map((table) => writeCsv(table)));
  await ctx.replyWithDocument(new InputFile(bytes, exportFileName(voice, what, format)), {
    caption: exportCaption(voice, exported, span),
  });
}

export function createExportsBot(deps: Deps): Router {
  const bot = new Router();
  onCommand(bot, 'exports', (ctx, argument) => onExports(deps, ctx, argument));
  onTap(bot, exportsTap, (ctx, { span }) => choose(ctx, span));
  onTap(bot, exportTap, (ctx, values) => send(deps, ctx, values));
  return bot;
}
