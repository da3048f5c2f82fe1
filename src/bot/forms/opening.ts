import type { Loaded } from '../../dialogs/dialog.js';
import { type ActorContext, chatOf } from '../context.js';
import { answerTap, editCard } from '../show.js';
import { type Desk, dialogContext, dialogOf, place, placeOf, showForm } from './desk.js';
import type { Dialog } from './dialog.js';
import { toCard } from './input.js';
import { hasTaken, type OpenForm } from './rows.js';

/** `here`: the tapped message becomes the form. `known`: what has been loaded for the form already. */
export type OpenOptions = { readonly where?: 'here' | undefined; readonly known?: object };

/** Says in a form's message that another took its place; what was filled in stays there to be read. */
async function closeReplaced(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  known: Loaded | undefined,
): Promise<void> {
  if (form.messageId === null) return;
  const context = dialogContext(ctx);
  const note = ctx.t('dialog-replaced');
  try {
    const dialog = dialogOf(desk, form.dialog);
    const state = form.state as object;
    const { text } = dialog.view(context, state, known ?? (await dialog.load(context, state)), note);
    await editCard(ctx, chatOf(ctx), form.messageId, { text });
  } catch {
    // The new form is what counts; the old one's buttons say that they no longer apply.
  }
}

/** Shows the form first, since where it stands is stored with it; where storing fails it is taken back. */
async function showNew(
  desk: Desk,
  ctx: ActorContext,
  dialog: Dialog,
  values: object,
  { where, known }: OpenOptions,
): Promise<void> {
  const before = await desk.rows.read(ctx);
  const form = desk.rows.opened(before);
  if (before && hasTaken(before, ctx)) {
    if (ctx.callbackQuery) await answerTap(ctx);
    if (form) await showForm(desk, ctx, form);
    return;
  }
  const replaced = form && desk.loads.of(form);
  const { state, loaded, view } = await dialog.open(dialogContext(ctx), values, known);
  const here = (where && ctx.callbackQuery?.message?.message_id) ?? null;
  const messageId = await place(ctx, here, toCard(ctx.ref.updateId, view));
  try {
    desk.loads.keep(await desk.rows.put(ctx, { dialog: dialog.name, state, messageId }), loaded);
  } catch (error) {
    if (messageId !== here) await ctx.api.deleteMessage(chatOf(ctx), messageId).catch(() => undefined);
    throw error;
  }
  if (ctx.callbackQuery) await answerTap(ctx);
  desk.buried.delete(placeOf(ctx));
  if (form && form.messageId !== messageId) await closeReplaced(desk, ctx, form, replaced ?? undefined);
}

/** See `DialogRunner.open`. */
export async function openForm(
  desk: Desk,
  ctx: ActorContext,
  dialog: Dialog,
  values: object,
  options: OpenOptions,
): Promise<void> {
  const at = placeOf(ctx);
  const work = showNew(desk, ctx, dialog, values, options);
  desk.opening.set(at, work);
  try {
    await work;
  } finally {
    if (desk.opening.get(at) === work) desk.opening.delete(at);
  }
}
