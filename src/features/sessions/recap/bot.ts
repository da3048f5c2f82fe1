import { canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { Router } from '../../../bot/routing/router.js';
import { readSheets } from '../../../lib/sheets/sheets.js';
import { searchName } from '../../../reading/search-name.js';
import { readRecap } from './rules.js';

/** A larger file is a list of people: a month of three hundred takes a tenth of it. */
const MOST_BYTES = 400_000;
const TABLES = /\.(?:xlsx|csv|tsv|txt)$/iu;
/** A caption that says that the file is a list of participants. */
const OF_PEOPLE = /\b(?:peserta|participants|daftar wbp|roster)\b/iu;

export type RecapBotDeps = {
  readonly dialog: Dialog;
  readonly runner: DialogRunner;
  readonly download: (fileId: string, maxBytes: number) => Promise<Uint8Array>;
};

/** How well a line looks like a recap's heading: a name, and days. */
function headings(cells: readonly string[]): number {
  const days = cells.filter((cell) => /^\d{1,2}$/u.test(cell.trim())).length;
  return (cells.some((cell) => /^(?:nama|name)\b/u.test(searchName(cell))) ? 10 : 0) + days;
}

/** A file that tells who attended on which days opens the form for it; any other is left to others. */
export function createRecapBot({ dialog, runner, download }: RecapBotDeps): Router {
  const bot = new Router();
  bot.chatType('private').on('message:document', async (ctx, next) => {
    const { actor, saidAt } = ctx;
    const { file_id: fileId, file_name: name = '', file_size: size = 0 } = ctx.message.document;
    const isTable = TABLES.test(name) && size <= MOST_BYTES && !OF_PEOPLE.test(ctx.message.caption ?? '');
    if (!actor || !isTable || !canSome(actor, 'session.log')) return next();
    const bytes = await download(fileId, MOST_BYTES).catch(() => undefined);
    const read = bytes && (await readSheets(bytes, { maxBytes: MOST_BYTES, headings }));
    const recap = read?.ok ? readRecap(read.sheets, { now: saidAt, zone: actor.zone }) : undefined;
    if (!recap) return next();
    const acting: ActorContext = Object.assign(ctx, { actor });
    const values = {
      recap,
      fileName: name.slice(0, 100),
      missing: 'skip' as const,
      ...(recap.month !== null && { month: recap.month }),
    };
    await runner.open(acting, dialog, values);
  });
  return bot;
}
