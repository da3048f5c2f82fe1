import type { Loaded } from '../../dialogs/dialog.js';
import type { FormView } from '../../dialogs/form.js';
import { type ActorContext, chatOf } from '../context.js';
import { answerTap, editCard, sendCard } from '../show.js';
import { type Desk, decided, dialogContext, dialogOf, sendFor, showForm } from './desk.js';
import type { Dialog } from './dialog.js';
import { toCard } from './input.js';
import type { FormRow, OpenForm, RowVersion } from './rows.js';
import { askedWhenSent, hasTaken } from './taken.js';

/**
 * `here`: the tapped message becomes the form. `behind`: its update is handled already, as after a long file, so that
 * answers may come from now on. `known`: what has been loaded for the form already.
 */
export type OpenOptions = {
  readonly where?: 'here' | 'behind' | undefined;
  readonly known?: object;
};

type Opened = { readonly dialog: Dialog } & Awaited<ReturnType<Dialog['open']>>;

/** What a form shows that is no longer open: what was filled in, to be read, and why it is closed. */
async function closedText(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  known: Loaded | undefined,
): Promise<FormView['text']> {
  const context = dialogContext(ctx);
  const dialog = dialogOf(desk, form.dialog);
  const loaded = known ?? (await dialog.load(context, form.state));
  return dialog.view(context, form.state, loaded, ctx.t('dialog-replaced')).text;
}

/** Says in a form's message that another took its place. */
async function closeReplaced(
  ctx: ActorContext,
  { messageId }: FormRow,
  text: () => Promise<FormView['text']>,
): Promise<void> {
  if (messageId === null) return;
  try {
    await editCard(ctx, chatOf(ctx), messageId, { text: await text() });
  } catch {
    // The new form is what counts; the old one's buttons say that they no longer apply.
  }
}

/** Shows the form first, since where it stands is stored with it; where storing fails it is taken back. */
async function showThenStore(
  desk: Desk,
  ctx: ActorContext,
  before: FormRow | null,
  { dialog, state, view }: Opened,
  where: OpenOptions['where'],
): Promise<RowVersion> {
  const card = toCard(ctx.ref.updateId, view);
  const tapped = (where === 'here' && ctx.callbackQuery?.message?.message_id) || null;
  const isHere = tapped !== null && (await editCard(ctx, chatOf(ctx), tapped, card));
  const messageId = isHere ? tapped : await sendCard(ctx, card);
  try {
    return await desk.rows.put(ctx, before, { dialog: dialog.name, state, messageId });
  } catch (error) {
    if (!isHere) await ctx.api.deleteMessage(chatOf(ctx), messageId).catch(() => undefined);
    throw error;
  }
}

/** Stores the form first, so that an answer to it finds it, whichever process takes it. One statement more. */
async function storeThenShow(
  desk: Desk,
  ctx: ActorContext,
  before: FormRow | null,
  { dialog, state, view }: Opened,
): Promise<RowVersion> {
  const row = await desk.rows.put(ctx, before, { dialog: dialog.name, state, messageId: null });
  const messageId = await sendFor(desk, ctx, row, toCard(ctx.ref.updateId, view));
  return { ...row, messageId };
}

/** Opens a form on the row as it was read, in place of the one before. */
async function openOn(
  desk: Desk,
  ctx: ActorContext,
  before: FormRow | null,
  dialog: Dialog,
  values: object,
  { where, known }: OpenOptions,
): Promise<void> {
  const form = desk.rows.opened(before);
  if (before && hasTaken(before, ctx)) {
    if (ctx.callbackQuery) await answerTap(ctx);
    if (form) await showForm(desk, ctx, form);
    return;
  }
  const lost = form ? null : desk.rows.lost(before);
  const replaced = form && desk.loads.of(form);
  const opened = { dialog, ...(await dialog.open(dialogContext(ctx), values, known)) };
  if (form && before && askedWhenSent(before, ctx) !== undefined && form.openedBy > ctx.ref.updateId) {
    // It was asked for before the form that is open: that one would have taken its place.
    const { text } = dialog.view(dialogContext(ctx), opened.state, opened.loaded, ctx.t('dialog-replaced'));
    await sendCard(ctx, { text });
    if (ctx.callbackQuery) await answerTap(ctx);
    return;
  }
  const row = await (where === 'behind'
    ? storeThenShow(desk, ctx, before, opened)
    : showThenStore(desk, ctx, before, opened, where));
  desk.loads.keep(row, opened.loaded);
  if (ctx.callbackQuery) await answerTap(ctx);
  if (form && form.messageId !== row.messageId) {
    await closeReplaced(ctx, form, () => closedText(desk, ctx, form, replaced ?? undefined));
  }
  if (lost) await closeReplaced(ctx, lost, async () => ctx.t('dialog-lost'));
}

/** See `DialogRunner.open`. */
export function openForm(
  desk: Desk,
  ctx: ActorContext,
  dialog: Dialog,
  values: object,
  options: OpenOptions,
): Promise<void> {
  return decided(desk, ctx, (before) => openOn(desk, ctx, before, dialog, values, options));
}
