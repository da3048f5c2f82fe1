import type { Db } from '../../db/database.js';
import type { Card } from '../../dialogs/card.js';
import type { DialogContext, Loaded } from '../../dialogs/dialog.js';
import type { FormView } from '../../dialogs/form.js';
import { type ActorContext, chatOf } from '../context.js';
import { editCard, sendCard } from '../show.js';
import type { Dialog } from './dialog.js';
import { toCard } from './input.js';
import { createLoads, type Loads } from './loads.js';
import { createDialogRows, type DialogRows, type OpenForm } from './rows.js';

/** What all that is done with open forms shares. */
export type Desk = {
  readonly db: Db;
  readonly rows: DialogRows;
  readonly dialogs: ReadonlyMap<string, Dialog>;
  readonly loads: Loads;
  /** Whose form stands above another answer by now. Lost at a restart, when it is merely edited up there. */
  readonly buried: Set<string>;
  /** Forms on their way: one opened behind its update, as after a long file, can be answered before it is stored. */
  readonly opening: Map<string, Promise<void>>;
};

export function createDesk(deps: { readonly db: Db; readonly dialogs: readonly Dialog[] }): Desk {
  return {
    db: deps.db,
    rows: createDialogRows(deps),
    dialogs: new Map(deps.dialogs.map((dialog) => [dialog.name, dialog])),
    loads: createLoads(),
    buried: new Set(),
    opening: new Map(),
  };
}

export function placeOf(ctx: ActorContext): string {
  return `${chatOf(ctx)} ${ctx.actor.telegramId}`;
}

export function dialogContext(ctx: ActorContext): DialogContext {
  const { actor, now, locale, t, seemsToName } = ctx;
  return { actor, now, locale, t, seemsToName, chatId: chatOf(ctx) };
}

export function dialogOf(desk: Desk, name: string): Dialog {
  const dialog = desk.dialogs.get(name);
  if (!dialog) throw new Error(`no dialog ${name}`);
  return dialog;
}

/** The form that is open where somebody acts. One query. */
export async function findForm(desk: Desk, ctx: ActorContext): Promise<OpenForm | null> {
  return desk.rows.opened(await desk.rows.read(ctx));
}

/** The open form, once one that is on its way has arrived. */
export async function arrivedForm(desk: Desk, ctx: ActorContext): Promise<OpenForm | null> {
  await desk.opening.get(placeOf(ctx))?.catch(() => undefined);
  return findForm(desk, ctx);
}

/** What a form's present question is shown with: what is known still, or loaded anew. */
export async function loadedOf(desk: Desk, ctx: ActorContext, form: OpenForm): Promise<Loaded> {
  const known = desk.loads.of(form);
  if (known) return known;
  const loaded = await dialogOf(desk, form.dialog).load(dialogContext(ctx), form.state as object);
  desk.loads.keep(form, loaded);
  return loaded;
}

/** Shows a card in the form's message, or in a new one where that is gone. Resolves to the message's id. */
export async function place(ctx: ActorContext, messageId: number | null, card: Card): Promise<number> {
  if (messageId !== null && (await editCard(ctx, chatOf(ctx), messageId, card))) return messageId;
  return sendCard(ctx, card);
}

/** Shows where a form stands, with a note above. */
export async function showForm(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  note?: FormView['text'],
): Promise<void> {
  const loaded = await loadedOf(desk, ctx, form);
  const view = dialogOf(desk, form.dialog).view(dialogContext(ctx), form.state as object, loaded, note);
  const messageId = await place(ctx, form.messageId, toCard(form.openedBy, view));
  if (messageId !== form.messageId) await desk.rows.moved(form, messageId);
}
