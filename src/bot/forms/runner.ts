import { Composer } from 'grammy';
import type { Db } from '../../db/database.js';
import { findOutcome, once } from '../../db/once.js';
import type { Card } from '../../dialogs/card.js';
import type { DialogContext } from '../../dialogs/dialog.js';
import type { FormInput, FormView, Json } from '../../dialogs/form.js';
import { type ActorContext, type BotContext, chatOf } from '../context.js';
import { refuseStranger } from '../guards.js';
import { answerTap, editCard, sendCard } from '../show.js';
import type { Dialog } from './dialog.js';
import { decode, freeInput, toCard, unusable } from './input.js';
import { createDialogRows, hasTaken, type OpenForm } from './rows.js';

/** The effect under which the step that closes a dialog is recorded in HandledUpdate. */
const STEP = 'dialog.step';

type StepOutcome =
  | { readonly kind: 'open'; readonly note: string | null }
  | {
      readonly kind: 'done';
      readonly dialog: string;
      readonly outcome: Json;
      readonly messageId: number | null;
    }
  | { readonly kind: 'cancelled'; readonly dialog: string; readonly messageId: number | null }
  | { readonly kind: 'stale' };

export type DialogRunner = {
  /**
   * Opens a dialog, replacing the one that was open here; `values` are what is known already. With `here` the tapped
   * message becomes the form, for messages that are worth nothing once it is open.
   */
  readonly open: (ctx: ActorContext, dialog: Dialog, values?: object, where?: 'here') => Promise<void>;
  /** Closes the open dialog without saving. `false`: none was open. */
  readonly cancel: (ctx: ActorContext) => Promise<boolean>;
  /** Features put here what takes a reply to a message of theirs, or more of an album: it comes before the form. */
  readonly replies: Composer<BotContext>;
  /** Takes taps on dialogs' buttons, and text and photos while a dialog is open; passes on everything else. */
  readonly middleware: Composer<BotContext>;
};

function dialogContext(ctx: ActorContext): DialogContext {
  const { actor, now, locale, t } = ctx;
  return { actor, now, locale, t, chatId: chatOf(ctx) };
}

/** One open dialog per chat and person; each step and its effect are one transaction, recorded once per update. */
export function createDialogRunner(deps: {
  readonly db: Db;
  readonly dialogs: readonly Dialog[];
}): DialogRunner {
  const { db } = deps;
  const rows = createDialogRows(deps);
  const byName = new Map(deps.dialogs.map((dialog) => [dialog.name, dialog]));
  /** Whose form stands above another answer by now. Lost at a restart, when it is merely edited up there. */
  const buried = new Set<string>();
  /** Forms on their way: one opened behind its update, as after a long file, can be answered before it is stored. */
  const opening = new Map<string, Promise<void>>();
  const placeOf = (ctx: ActorContext) => `${chatOf(ctx)} ${ctx.actor.telegramId}`;

  const find = async (ctx: ActorContext): Promise<OpenForm | null> => rows.opened(await rows.read(ctx));

  function dialogOf(name: string): Dialog {
    const dialog = byName.get(name);
    if (!dialog) throw new Error(`no dialog ${name}`);
    return dialog;
  }

  /** Shows a card in the dialog's message, or in a new one where that is gone. */
  async function place(ctx: ActorContext, messageId: number | null, card: Card): Promise<number> {
    if (messageId !== null && (await editCard(ctx, chatOf(ctx), messageId, card))) return messageId;
    return sendCard(ctx, card);
  }

  async function showOpen(ctx: ActorContext, row: OpenForm, note?: FormView['text']): Promise<void> {
    const view = await dialogOf(row.dialog).view(dialogContext(ctx), row.state as object, note);
    const messageId = await place(ctx, row.messageId, toCard(row.openedBy, view));
    if (messageId !== row.messageId) await rows.moved(row, messageId);
  }

  /** Says in a form's message that another took its place; what was filled in stays there to be read. */
  async function closeReplaced(ctx: ActorContext, { dialog, state, messageId }: OpenForm): Promise<void> {
    if (messageId === null) return;
    const note = ctx.t('dialog-replaced');
    try {
      const { text } = await dialogOf(dialog).view(dialogContext(ctx), state as object, note);
      await editCard(ctx, chatOf(ctx), messageId, { text });
    } catch {
      // The new form is what counts; the old one's buttons say that they no longer apply.
    }
  }

  /** Shows the form first, since where it stands is stored with it; where storing fails it is taken back. */
  async function showNew(ctx: ActorContext, dialog: Dialog, values: object, where?: 'here'): Promise<void> {
    const before = await rows.read(ctx);
    const form = rows.opened(before);
    if (before && hasTaken(before, ctx)) {
      if (ctx.callbackQuery) await answerTap(ctx);
      if (form) await showOpen(ctx, form);
      return;
    }
    const { state, view } = await dialog.open(dialogContext(ctx), values);
    const { updateId } = ctx.ref;
    const here = (where && ctx.callbackQuery?.message?.message_id) ?? null;
    const messageId = await place(ctx, here, toCard(updateId, view));
    try {
      await rows.put(ctx, { dialog: dialog.name, state, messageId });
    } catch (error) {
      if (messageId !== here) await ctx.api.deleteMessage(chatOf(ctx), messageId).catch(() => undefined);
      throw error;
    }
    if (ctx.callbackQuery) await answerTap(ctx);
    buried.delete(placeOf(ctx));
    if (form && form.messageId !== messageId) await closeReplaced(ctx, form);
  }

  async function open(ctx: ActorContext, dialog: Dialog, values: object = {}, where?: 'here'): Promise<void> {
    const at = placeOf(ctx);
    const work = showNew(ctx, dialog, values, where);
    opening.set(at, work);
    try {
      await work;
    } finally {
      if (opening.get(at) === work) opening.delete(at);
    }
  }

  /** The open form, once one that is on its way has arrived. */
  async function arrived(ctx: ActorContext): Promise<OpenForm | null> {
    await opening.get(placeOf(ctx))?.catch(() => undefined);
    return find(ctx);
  }

  async function finish(ctx: ActorContext, result: StepOutcome): Promise<string | undefined> {
    const context = dialogContext(ctx);
    switch (result.kind) {
      case 'stale':
        return stale(ctx);
      case 'open': {
        const row = await find(ctx);
        if (row) await showOpen(ctx, row, result.note ?? undefined);
        return undefined;
      }
      case 'cancelled': {
        await place(ctx, result.messageId, dialogOf(result.dialog).cancelled(context));
        return undefined;
      }
      case 'done': {
        const dialog = dialogOf(result.dialog);
        const messageId = await place(ctx, result.messageId, await dialog.finished(context, result.outcome));
        await dialog.after(context, result.outcome, messageId);
        return undefined;
      }
    }
  }

  /** A button of an earlier step or of a form that is closed: shows what is open now; returns what to say. */
  async function stale(ctx: ActorContext): Promise<string> {
    const row = await find(ctx);
    if (row) await showOpen(ctx, row);
    return ctx.t('button-stale');
  }

  /** Takes a step and shows what came of it; returns what a tap is answered with, if anything. */
  async function step(ctx: ActorContext, row: OpenForm, input: FormInput): Promise<string | undefined> {
    // Redelivered after a crash: its step was taken, here or in a form before this one, and later ones may have been.
    if (hasTaken(row, ctx)) {
      await showOpen(ctx, row);
      return undefined;
    }
    const context = dialogContext(ctx);
    const dialog = dialogOf(row.dialog);
    // Leaving a form takes nothing that could be refused or fail.
    const { state, next, note } =
      input.kind === 'cancel'
        ? { state: row.state as object, next: input.kind, note: undefined }
        : await dialog.step(context, row.state as object, input);
    if (next === 'stale') return stale(ctx);
    if (next === undefined) {
      const unchanged = JSON.stringify(state) === JSON.stringify(row.state);
      const now = unchanged ? row : await rows.keep(ctx, row, state);
      if (!now) return stale(ctx);
      await showOpen(ctx, now, note);
      return undefined;
    }
    const { outcome } = await db.write((tx) =>
      once<StepOutcome>(tx, ctx.ref, STEP, ctx.now, async () => {
        const { id, version, messageId } = row;
        const { count } = await tx.dialogState.updateMany({
          where: { id, version },
          data: { state, version: version + 1, updatedAt: ctx.now },
        });
        if (count === 0) return { kind: 'stale' };
        const committed = next === 'submit' ? await dialog.commit(tx, context, state) : undefined;
        if (committed && 'refused' in committed) return { kind: 'open', note: committed.refused };
        await rows.close(tx, id, ctx.ref);
        if (!committed) return { kind: 'cancelled', dialog: dialog.name, messageId };
        return { kind: 'done', dialog: dialog.name, outcome: committed.done as Json, messageId };
      }),
    );
    return finish(ctx, outcome);
  }

  async function cancel(ctx: ActorContext): Promise<boolean> {
    const row = await find(ctx);
    if (row) {
      await step(ctx, row, { kind: 'cancel' });
      return true;
    }
    const earlier = await findOutcome<StepOutcome>(db, ctx.ref, STEP);
    if (earlier) await finish(ctx, earlier);
    return earlier !== undefined;
  }

  /** A form above another answer is shown anew below what was just written, rather than edited out of sight. */
  async function unburied(ctx: ActorContext, row: OpenForm): Promise<OpenForm> {
    if (!buried.delete(placeOf(ctx)) || row.messageId === null) return row;
    await ctx.api.editMessageReplyMarkup(chatOf(ctx), row.messageId).catch(() => undefined);
    return { ...row, messageId: null };
  }

  const replies = new Composer<BotContext>();

  /** Whether a feature took the message as being about another one than the form's. */
  async function takenElsewhere(ctx: BotContext, form: OpenForm | null): Promise<boolean> {
    const { reply_to_message: answered, media_group_id: album } = ctx.msg ?? {};
    if (answered ? answered.message_id === form?.messageId : album === undefined) return false;
    let taken = true;
    await replies.middleware()(ctx, () => {
      taken = false;
      return Promise.resolve();
    });
    return taken;
  }

  const middleware = new Composer<BotContext>();
  middleware.on('callback_query:data', async (ctx, next) => {
    if (!ctx.callbackQuery.data.startsWith('d:')) return next();
    const tap = decode(ctx.callbackQuery.data);
    const { actor } = ctx;
    if (!actor) return refuseStranger(ctx);
    if (!tap) return answerTap(ctx, ctx.t('button-stale'));
    const acting = Object.assign(ctx, { actor });
    const row = await arrived(acting);
    const take = async () => {
      if (row?.openedBy === tap.opened) return step(acting, row, tap.input);
      const earlier = await findOutcome<StepOutcome>(db, ctx.ref, STEP);
      return earlier ? finish(acting, earlier) : stale(acting);
    };
    await answerTap(ctx, await take());
  });
  middleware.on('message', async (ctx, next) => {
    const input = freeInput(ctx);
    const { actor } = ctx;
    const fault = input ? undefined : unusable(ctx);
    if (!actor) return next();
    const acting = Object.assign(ctx, { actor });
    if (!input && !fault) {
      if (ctx.msg.text) buried.add(placeOf(acting));
      return next();
    }
    const row = await arrived(acting);
    const isOld = row !== null && hasTaken(row, acting);
    const closed = isOld ? await findOutcome<StepOutcome>(db, ctx.ref, STEP) : undefined;
    if (closed && closed.kind !== 'open') {
      await finish(acting, closed);
      return;
    }
    const earlier = row || !input ? undefined : await findOutcome<StepOutcome>(db, ctx.ref, STEP);
    if (earlier) {
      await finish(acting, earlier);
      return;
    }
    if (!isOld && (await takenElsewhere(ctx, row))) {
      buried.add(placeOf(acting));
      return;
    }
    if (!row) return next();
    const shown = await unburied(acting, row);
    if (input) await step(acting, shown, { kind: 'free', input });
    else if (fault) await showOpen(acting, shown, ctx.t(fault));
  });
  return { open, cancel, replies, middleware };
}
