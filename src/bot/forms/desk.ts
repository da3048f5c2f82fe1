import { actingIn } from '../../access/actor.js';
import type { Db } from '../../db/database.js';
import type { Card } from '../../dialogs/card.js';
import type { DialogContext, Loaded } from '../../dialogs/dialog.js';
import type { FormView } from '../../dialogs/form.js';
import type { Seal } from '../../lib/shut/seal.js';
import { type ActorContext, type BotContext, chatOf } from '../context.js';
import { editCard, sendCard } from '../show.js';
import type { Dialog } from './dialog.js';
import { toCard } from './input.js';
import { createLoads, type Loads } from './loads.js';
import {
  createDialogRows,
  type DialogRows,
  type FormRow,
  type OpenForm,
  OvertakenError,
  type RowVersion,
} from './rows.js';

/** As many processes may step into one form at once as will ever be; of each round one comes first. */
const ROUNDS = 20;

/** What all that is done with open forms shares. */
export type Desk = {
  readonly db: Db;
  readonly rows: DialogRows;
  readonly dialogs: ReadonlyMap<string, Dialog>;
  readonly loads: Loads;
  /** The row as it was found by an update that is in hand. */
  readonly found: WeakMap<BotContext, Promise<FormRow | null>>;
};

export type DeskDeps = { readonly db: Db; readonly seal: Seal; readonly dialogs: readonly Dialog[] };

export function createDesk(deps: DeskDeps): Desk {
  return {
    db: deps.db,
    rows: createDialogRows(deps),
    dialogs: new Map(deps.dialogs.map((dialog) => [dialog.name, dialog])),
    loads: createLoads(),
    found: new WeakMap(),
  };
}

export function dialogContext(ctx: ActorContext): DialogContext {
  const { actor, now, saidAt, locale, t, seemsToName } = ctx;
  return { actor, now, saidAt, locale, t, seemsToName, chatId: chatOf(ctx) };
}

export function dialogOf(desk: Desk, name: string): Dialog {
  const dialog = desk.dialogs.get(name);
  if (!dialog) throw new Error(`no dialog ${name}`);
  return dialog;
}

/** The row of whoever acts, read once for the update. */
export function foundRow(desk: Desk, ctx: ActorContext): Promise<FormRow | null> {
  const known = desk.found.get(ctx);
  if (known) return known;
  const row = desk.rows.read(ctx);
  desk.found.set(ctx, row);
  return row;
}

/**
 * Has whoever fills in a form act in the unit in which it was opened; `false`: they hold no post there any more. One
 * that names none was opened when they held posts in one only, which is the oldest's.
 */
export function actsInItsUnit(ctx: ActorContext, { unitId }: Pick<FormRow, 'unitId'>): boolean {
  const own = unitId ?? ctx.actor.units?.[0]?.unitId;
  const actor = own === undefined ? ctx.actor : actingIn(ctx.actor, own);
  if (actor) Object.assign(ctx, { actor });
  return actor !== undefined;
}

/** The form that is open where somebody acts. One query. */
export async function findForm(desk: Desk, ctx: ActorContext): Promise<OpenForm | null> {
  return desk.rows.opened(await desk.rows.read(ctx));
}

/**
 * Decides on the row as the update found it and, where another step comes first, anew on the row as it is then.
 *
 * @throws {OvertakenError} where another step came first again and again.
 */
export async function decided<T>(
  desk: Desk,
  ctx: ActorContext,
  decide: (row: FormRow | null) => Promise<T>,
): Promise<T> {
  for (let round = 1; ; round += 1) {
    const row = await (round === 1 ? foundRow(desk, ctx) : desk.rows.read(ctx));
    try {
      return await decide(row);
    } catch (error) {
      if (!(error instanceof OvertakenError) || round === ROUNDS) throw error;
    }
  }
}

/** What a form's present question is shown with: what is known still, or loaded anew. */
export async function loadedOf(desk: Desk, ctx: ActorContext, form: OpenForm): Promise<Loaded> {
  const known = desk.loads.of(form);
  if (known) return known;
  const loaded = await dialogOf(desk, form.dialog).load(dialogContext(ctx), form.state);
  desk.loads.keep(form, loaded);
  return loaded;
}

/** Whether a form stands above another answer, out of sight of who writes an answer to it. */
export function isOutOfSight(ctx: ActorContext, { buried }: Pick<FormRow, 'buried'>): boolean {
  return buried && !ctx.callbackQuery;
}

/** Sends a card for a row that has none in sight; where another process did so meanwhile, that one's stays. */
export async function sendFor(desk: Desk, ctx: ActorContext, row: RowVersion, card: Card): Promise<number> {
  const messageId = await sendCard(ctx, card);
  if (!(await desk.rows.moved(row, messageId))) {
    await ctx.api.deleteMessage(chatOf(ctx), messageId).catch(() => undefined);
  }
  return messageId;
}

/**
 * Shows a card in a form's message; in a new one where there is none yet, it is gone, or something else was answered
 * below it.
 */
async function place(desk: Desk, ctx: ActorContext, form: OpenForm, card: Card): Promise<void> {
  const { messageId } = form;
  if (messageId !== null) {
    if (!isOutOfSight(ctx, form) && (await editCard(ctx, chatOf(ctx), messageId, card))) return;
    await takeButtons(ctx, messageId);
  }
  await sendFor(desk, ctx, form, card);
}

/** Takes the buttons off a message in whose place another one is now. */
export async function takeButtons(ctx: ActorContext, messageId: number): Promise<void> {
  await ctx.api.editMessageReplyMarkup(chatOf(ctx), messageId).catch(() => undefined);
}

/** Shows where a form stands, with a note above. */
export async function showForm(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  note?: FormView['text'],
): Promise<void> {
  const loaded = await loadedOf(desk, ctx, form);
  const view = dialogOf(desk, form.dialog).view(dialogContext(ctx), form.state, loaded, note);
  await place(desk, ctx, form, toCard(form.openedBy, view));
}
