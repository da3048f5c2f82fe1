import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../context.js';
import { refuseStranger } from '../guards.js';
import { answerTap } from '../show.js';
import { actsInItsUnit, createDesk, type Desk, type DeskDeps, decided, findForm, foundRow } from './desk.js';
import type { Dialog } from './dialog.js';
import { decode } from './input.js';
import { leaveForm } from './leaving.js';
import { takeMessages, tellLost } from './messages.js';
import { type OpenOptions, openForm } from './opening.js';
import { earlierOutcome, showOutcome, showStale, takeStep } from './steps.js';

export type DialogRunner = {
  /**
   * Opens a dialog, replacing the one that was open here; `values` are what is known already. With `here` the tapped
   * message becomes the form, for messages that are worth nothing once it is open. `known`: what whoever opens it has
   * loaded for it.
   */
  readonly open: (ctx: ActorContext, dialog: Dialog, values?: object, options?: OpenOptions) => Promise<void>;
  /**
   * Whether a dialog is open here that another update opened: it would be replaced. Where its update is handled already
   * (`behind`), others may have come since, and it is looked up anew.
   */
  readonly isOpen: (ctx: ActorContext, where?: OpenOptions['where']) => Promise<boolean>;
  /** Closes the open dialog without saving. `false`: none was open. */
  readonly cancel: (ctx: ActorContext) => Promise<boolean>;
  /** Features put here what takes a reply to a message of theirs, or more of an album: it comes before the form. */
  readonly replies: Composer<BotContext>;
  /** Takes taps on dialogs' buttons, and text and photos while a dialog is open; passes on everything else. */
  readonly middleware: Composer<BotContext>;
};

function takeTaps(desk: Desk, middleware: Composer<BotContext>): void {
  middleware.on('callback_query:data', async (ctx, next) => {
    if (!ctx.callbackQuery.data.startsWith('d:')) return next();
    const tap = decode(ctx.callbackQuery.data);
    const { actor } = ctx;
    if (!actor) return refuseStranger(ctx);
    if (!tap) return answerTap(ctx, ctx.t('button-stale'));
    const acting = Object.assign(ctx, { actor });
    const said = await decided(desk, acting, async (row) => {
      const form = desk.rows.opened(row);
      const isThere = row?.openedBy !== tap.opened || actsInItsUnit(acting, row);
      if (form?.openedBy === tap.opened && !isThere) {
        await tellLost(desk, acting, form, 'dialog-lost');
        return undefined;
      }
      if (form?.openedBy === tap.opened) {
        // A form on its way to a message is in the one that was tapped.
        const messageId = form.messageId ?? ctx.callbackQuery.message?.message_id ?? null;
        return takeStep(desk, acting, { ...form, messageId }, tap.input);
      }
      const lost = form ? null : desk.rows.lost(row);
      if (lost?.openedBy === tap.opened) {
        await tellLost(desk, acting, lost, 'dialog-lost');
        return undefined;
      }
      const earlier = await earlierOutcome(desk, ctx);
      return earlier ? showOutcome(desk, acting, earlier) : showStale(desk, acting);
    });
    await answerTap(ctx, said);
  });
}

/** One open dialog per chat and person; each step and its effect are one transaction, recorded once per update. */
export function createDialogRunner(deps: DeskDeps): DialogRunner {
  const desk = createDesk(deps);
  const replies = new Composer<BotContext>();
  const middleware = new Composer<BotContext>();
  takeTaps(desk, middleware);
  takeMessages(desk, replies, middleware);
  return {
    open: (ctx, dialog, values = {}, options = {}) => openForm(desk, ctx, dialog, values, options),
    isOpen: async (ctx, where) => {
      const form =
        where === 'behind' ? await findForm(desk, ctx) : desk.rows.opened(await foundRow(desk, ctx));
      return form !== null && form.openedBy !== ctx.ref.updateId;
    },
    cancel: (ctx) => leaveForm(desk, ctx),
    replies,
    middleware,
  };
}
