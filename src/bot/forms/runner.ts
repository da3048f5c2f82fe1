import { Composer } from 'grammy';
import type { Db } from '../../db/database.js';
import { type ActorContext, type BotContext, chatOf } from '../context.js';
import { refuseStranger } from '../guards.js';
import { answerTap } from '../show.js';
import { arrivedForm, createDesk, type Desk, placeOf, showForm } from './desk.js';
import type { Dialog } from './dialog.js';
import { decode, freeInput, unusable } from './input.js';
import { type OpenOptions, openForm } from './opening.js';
import { hasTaken, type OpenForm } from './rows.js';
import { earlierOutcome, leaveForm, showOutcome, showStale, takeStep } from './steps.js';

export type DialogRunner = {
  /**
   * Opens a dialog, replacing the one that was open here; `values` are what is known already. With `here` the tapped
   * message becomes the form, for messages that are worth nothing once it is open. `known`: what whoever opens it has
   * loaded for it.
   */
  readonly open: (ctx: ActorContext, dialog: Dialog, values?: object, options?: OpenOptions) => Promise<void>;
  /** Closes the open dialog without saving. `false`: none was open. */
  readonly cancel: (ctx: ActorContext) => Promise<boolean>;
  /** Features put here what takes a reply to a message of theirs, or more of an album: it comes before the form. */
  readonly replies: Composer<BotContext>;
  /** Takes taps on dialogs' buttons, and text and photos while a dialog is open; passes on everything else. */
  readonly middleware: Composer<BotContext>;
};

/** A form above another answer is shown anew below what was just written, rather than edited out of sight. */
async function unburied(desk: Desk, ctx: ActorContext, form: OpenForm): Promise<OpenForm> {
  if (!desk.buried.delete(placeOf(ctx)) || form.messageId === null) return form;
  await ctx.api.editMessageReplyMarkup(chatOf(ctx), form.messageId).catch(() => undefined);
  return { ...form, messageId: null };
}

/** Whether a feature took the message as being about another one than the form's. */
async function takenElsewhere(
  replies: Composer<BotContext>,
  ctx: BotContext,
  form: OpenForm | null,
): Promise<boolean> {
  const { reply_to_message: answered, media_group_id: album } = ctx.msg ?? {};
  if (answered ? answered.message_id === form?.messageId : album === undefined) return false;
  let taken = true;
  await replies.middleware()(ctx, () => {
    taken = false;
    return Promise.resolve();
  });
  return taken;
}

function takeTaps(desk: Desk, middleware: Composer<BotContext>): void {
  middleware.on('callback_query:data', async (ctx, next) => {
    if (!ctx.callbackQuery.data.startsWith('d:')) return next();
    const tap = decode(ctx.callbackQuery.data);
    const { actor } = ctx;
    if (!actor) return refuseStranger(ctx);
    if (!tap) return answerTap(ctx, ctx.t('button-stale'));
    const acting = Object.assign(ctx, { actor });
    const form = await arrivedForm(desk, acting);
    const take = async () => {
      if (form?.openedBy === tap.opened) return takeStep(desk, acting, form, tap.input);
      const earlier = await earlierOutcome(desk, ctx);
      return earlier ? showOutcome(desk, acting, earlier) : showStale(desk, acting);
    };
    await answerTap(ctx, await take());
  });
}

function takeMessages(desk: Desk, replies: Composer<BotContext>, middleware: Composer<BotContext>): void {
  middleware.on('message', async (ctx, next) => {
    const input = freeInput(ctx);
    const { actor } = ctx;
    const fault = input ? undefined : unusable(ctx);
    if (!actor) return next();
    const acting = Object.assign(ctx, { actor });
    if (!input && !fault) {
      if (ctx.msg.text) desk.buried.add(placeOf(acting));
      return next();
    }
    const form = await arrivedForm(desk, acting);
    const isOld = form !== null && hasTaken(form, acting);
    const closed = isOld ? await earlierOutcome(desk, ctx) : undefined;
    if (closed && closed.kind !== 'open') {
      await showOutcome(desk, acting, closed);
      return;
    }
    const earlier = form || !input ? undefined : await earlierOutcome(desk, ctx);
    if (earlier) {
      await showOutcome(desk, acting, earlier);
      return;
    }
    if (!isOld && (await takenElsewhere(replies, ctx, form))) {
      desk.buried.add(placeOf(acting));
      return;
    }
    if (!form) return next();
    const shown = await unburied(desk, acting, form);
    if (input) await takeStep(desk, acting, shown, { kind: 'free', input });
    else if (fault) await showForm(desk, acting, shown, ctx.t(fault));
  });
}

/** One open dialog per chat and person; each step and its effect are one transaction, recorded once per update. */
export function createDialogRunner(deps: {
  readonly db: Db;
  readonly dialogs: readonly Dialog[];
}): DialogRunner {
  const desk = createDesk(deps);
  const replies = new Composer<BotContext>();
  const middleware = new Composer<BotContext>();
  takeTaps(desk, middleware);
  takeMessages(desk, replies, middleware);
  return {
    open: (ctx, dialog, values = {}, options = {}) => openForm(desk, ctx, dialog, values, options),
    cancel: (ctx) => leaveForm(desk, ctx),
    replies,
    middleware,
  };
}
