import { Composer } from 'grammy';
import type { Database } from '../db/database.js';
import { findOutcome, once } from '../db/once.js';
import type { Card } from '../dialogs/card.js';
import type { Dialog, DialogContext } from '../dialogs/dialog.js';
import type { FieldInput, FormInput, FormView, Json } from '../dialogs/form.js';
import type { ActorContext, BotContext } from './context.js';
import { answerTap, editCard, sendCard } from './show.js';

/** The effects under which a dialog's steps are recorded in HandledUpdate. */
const OPEN = 'dialog.open';
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
  /** Takes taps on dialogs' buttons, and text and photos while a dialog is open; passes on everything else. */
  readonly middleware: Composer<BotContext>;
};

/** A form's button as callback data: `d:<dialog's id>:<code>`. */
function encode(id: number, input: FormInput): string {
  const head = `d:${id.toString(36)}:`;
  switch (input.kind) {
    case 'edit':
      return `${head}e.${input.field}`;
    case 'field':
      if (input.input.kind !== 'tap') throw new Error('only taps are put on buttons');
      return `${head}f.${input.field}.${input.input.value}`;
    case 'free':
      throw new Error('free input is not put on buttons');
    default:
      return head + input.kind;
  }
}

function decode(data: string): { readonly id: number; readonly input: FormInput } | undefined {
  const [, id36, code] = /^d:([0-9a-z]{1,10}):(.*)$/su.exec(data) ?? [];
  if (!id36 || !code) return undefined;
  const id = Number.parseInt(id36, 36);
  if (code === 'back' || code === 'skip' || code === 'submit' || code === 'cancel' || code === 'menu') {
    return { id, input: { kind: code } };
  }
  const [, field, value] = /^f\.(\w+)\.(.*)$/su.exec(code) ?? [];
  if (field && value !== undefined)
    return { id, input: { kind: 'field', field, input: { kind: 'tap', value } } };
  const [, edited] = /^e\.(\w+)$/u.exec(code) ?? [];
  return edited ? { id, input: { kind: 'edit', field: edited } } : undefined;
}

function toCard(id: number, view: FormView): Card {
  return {
    text: view.text,
    buttons: view.buttons.map((row) =>
      row.map(({ input, label, style }) => ({ label, ...(style && { style }), data: encode(id, input) })),
    ),
  };
}

function freeInput(ctx: BotContext): FieldInput | undefined {
  const photo = ctx.msg?.photo?.at(-1);
  if (photo) return { kind: 'photo', photo: { fileId: photo.file_id, fileUniqueId: photo.file_unique_id } };
  const text = ctx.msg?.text;
  return text === undefined || text.startsWith('/') ? undefined : { kind: 'text', text };
}

function dialogContext(ctx: ActorContext): DialogContext {
  const { actor, now, locale, t } = ctx;
  return { actor, now, locale, t, chatId: chatOf(ctx) };
}

function chatOf(ctx: BotContext): number {
  if (!ctx.chat) throw new Error('a dialog needs a chat');
  return ctx.chat.id;
}

/** One open dialog per chat and person; each step and its effect are one transaction, recorded once per update. */
export function createDialogRunner(deps: {
  readonly db: Database;
  readonly dialogs: readonly Dialog[];
}): DialogRunner {
  const { db } = deps;
  const byName = new Map(deps.dialogs.map((dialog) => [dialog.name, dialog]));
  const keyOf = (ctx: ActorContext) => ({ chatId: BigInt(chatOf(ctx)), telegramId: ctx.actor.telegramId });
  const find = (ctx: ActorContext) =>
    db.read.dialogState.findUnique({ where: { chatId_telegramId: keyOf(ctx) } });
  type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

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

  async function showOpen(ctx: ActorContext, row: Row, note?: FormView['text']): Promise<void> {
    const view = await dialogOf(row.dialog).view(dialogContext(ctx), row.state as object, note);
    const messageId = await place(ctx, row.messageId, toCard(row.id, view));
    if (messageId !== row.messageId) {
      await db.write((tx) => tx.dialogState.updateMany({ where: { id: row.id }, data: { messageId } }));
    }
  }

  async function open(ctx: ActorContext, dialog: Dialog, values: object = {}, where?: 'here'): Promise<void> {
    const messageId = (where && ctx.callbackQuery?.message?.message_id) ?? null;
    const before = await find(ctx);
    const { state } = await dialog.open(dialogContext(ctx), values);
    const key = keyOf(ctx);
    const { first } = await db.write((tx) =>
      once(tx, ctx.ref, OPEN, ctx.now, async () => {
        await tx.dialogState.deleteMany({ where: key });
        await tx.dialogState.create({
          data: { ...key, dialog: dialog.name, state: state, messageId, updatedAt: ctx.now },
        });
        return null;
      }),
    );
    if (ctx.callbackQuery) await answerTap(ctx);
    // The replaced form keeps its text as a record, without buttons that lead nowhere.
    if (first && before?.messageId && before.messageId !== messageId) {
      await ctx.api.editMessageReplyMarkup(chatOf(ctx), before.messageId).catch(() => undefined);
    }
    const row = await find(ctx);
    if (row) await showOpen(ctx, row);
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

  /** Keeps where the form now stands: one statement, since nothing else changes with it. */
  async function keep(ctx: ActorContext, row: Row, state: object): Promise<Row | undefined> {
    const { id, version } = row;
    const { updateId } = ctx.ref;
    const data = { state, updateId, version: version + 1, updatedAt: ctx.now };
    const { count } = await db.writeOne((client) =>
      client.dialogState.updateMany({ where: { id, version }, data }),
    );
    return count === 0 ? undefined : { ...row, ...data, state: state as Row['state'] };
  }

  /** Takes a step and shows what came of it; returns what a tap is answered with, if anything. */
  async function step(ctx: ActorContext, row: Row, input: FormInput): Promise<string | undefined> {
    // A redelivered update whose step was taken: only the answer may have been lost.
    if (row.updateId === ctx.ref.updateId) {
      await showOpen(ctx, row);
      return undefined;
    }
    const context = dialogContext(ctx);
    const dialog = dialogOf(row.dialog);
    const { state, next, note } = await dialog.step(context, row.state as object, input);
    if (next === 'stale') return stale(ctx);
    if (next === undefined) {
      const unchanged = JSON.stringify(state) === JSON.stringify(row.state);
      const now = unchanged ? row : await keep(ctx, row, state);
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
        await tx.dialogState.deleteMany({ where: { id } });
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

  const middleware = new Composer<BotContext>();
  middleware.on('callback_query:data', async (ctx, next) => {
    if (!ctx.callbackQuery.data.startsWith('d:')) return next();
    const tap = decode(ctx.callbackQuery.data);
    const { actor } = ctx;
    if (!actor || !tap) return answerTap(ctx, ctx.t('button-stale'));
    const acting = Object.assign(ctx, { actor });
    const row = await find(acting);
    const take = async () => {
      if (row?.id === tap.id) return step(acting, row, tap.input);
      const earlier = await findOutcome<StepOutcome>(db, ctx.ref, STEP);
      return earlier ? finish(acting, earlier) : stale(acting);
    };
    await answerTap(ctx, await take());
  });
  middleware.on('message', async (ctx, next) => {
    const input = freeInput(ctx);
    const { actor } = ctx;
    if (!input || !actor) return next();
    const acting = Object.assign(ctx, { actor });
    const row = await find(acting);
    if (row) {
      await step(acting, row, { kind: 'free', input });
      return;
    }
    const earlier = await findOutcome<StepOutcome>(db, ctx.ref, STEP);
    if (!earlier) return next();
    await finish(acting, earlier);
  });
  return { open, cancel, middleware };
}

/** Forgets forms that nobody touched since `before`. */
export async function pruneDialogs(db: Database, before: Date): Promise<void> {
  await db.writeOne((client) => client.dialogState.deleteMany({ where: { updatedAt: { lt: before } } }));
}
