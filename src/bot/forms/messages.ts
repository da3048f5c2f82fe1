import type { Composer, NextFunction } from 'grammy';
import type { FieldInput } from '../../dialogs/form.js';
import type { ActorContext, BotContext } from '../context.js';
import { sendCard } from '../show.js';
import { actsInItsUnit, type Desk, decided, foundRow, showForm, takeButtons } from './desk.js';
import { freeInput, unusable } from './input.js';
import type { FormRow, OpenForm } from './rows.js';
import { earlierOutcome, showOutcome, takeLate, takeStep } from './steps.js';
import { askedWhenSent, hasTaken } from './taken.js';
import { unusedText } from './words.js';

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

/** Has others answer, and keeps that the form which is open meanwhile stands above their answer. */
async function passOn(desk: Desk, ctx: ActorContext, next: NextFunction): Promise<void> {
  const [row] = await Promise.all([foundRow(desk, ctx), next()]);
  if (row?.dialog && !row.buried) await desk.rows.bury(row);
}

/** Shows again what came of a message that was taken before: it is delivered again, or at another process too. */
async function showAgain(desk: Desk, ctx: ActorContext, form: OpenForm | null): Promise<void> {
  const earlier = await earlierOutcome(desk, ctx);
  if (earlier && earlier.kind !== 'open') await showOutcome(desk, ctx, earlier);
  else if (form) await showForm(desk, ctx, form);
}

/** Says that the form which was open can't be read any more, once. */
export async function tellLost(desk: Desk, ctx: ActorContext, row: FormRow, key: string): Promise<void> {
  await sendCard(ctx, { text: ctx.t(key) });
  await desk.rows.drop(row);
  if (row.messageId !== null) await takeButtons(ctx, row.messageId);
}

/**
 * What was sent to a question, `at`, that the form has left since, or to a form that is closed since: it is added where
 * that may be, otherwise it is said what became of it.
 */
async function takeBelated(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm | null,
  at: string,
  input: FieldInput,
): Promise<void> {
  if (!form) {
    await sendCard(ctx, { text: unusedText(ctx, input, 'closed') });
    return;
  }
  if (ctx.ref.updateId < form.openedBy) return showForm(desk, ctx, form, unusedText(ctx, input, 'closed'));
  if (await takeLate(desk, ctx, form, at, input)) return;
  await showForm(desk, ctx, form, unusedText(ctx, input, 'gone-on'));
}

type Said = { readonly input: FieldInput | undefined; readonly fault: string | undefined };

/** Takes what was said on the row as it is; `false`: it says nothing to a form. */
async function takeSaid(
  desk: Desk,
  ctx: ActorContext,
  row: FormRow | null,
  form: OpenForm | null,
  { input, fault }: Said,
): Promise<boolean> {
  const at = row && input ? askedWhenSent(row, ctx) : undefined;
  const isOfForm =
    form !== null && form.openedBy < ctx.ref.updateId && 'at' in form.state && form.state.at === at;
  if (input && at !== undefined && !isOfForm) {
    // It was sent before the form that is open now was.
    if (at === '') return false;
    await takeBelated(desk, ctx, form, at, input);
    return true;
  }
  if (!form) return false;
  if (input) await takeStep(desk, ctx, form, { kind: 'free', input });
  else if (fault) await showForm(desk, ctx, form, ctx.t(fault));
  return true;
}

/** Takes text and photos while a form is open; what says nothing to one is passed on. */
export function takeMessages(
  desk: Desk,
  replies: Composer<BotContext>,
  middleware: Composer<BotContext>,
): void {
  middleware.on('message', async (ctx, next) => {
    const { actor } = ctx;
    // Forms are filled in alone with the bot: of what is said in a group none is looked up.
    if (!actor || ctx.chat.type !== 'private') return next();
    const acting = Object.assign(ctx, { actor });
    const input = freeInput(ctx);
    const fault = input ? undefined : unusable(ctx);
    if (!input && !fault) return passOn(desk, acting, next);
    let isForForm = false;
    const isTaken = await decided(desk, acting, async (row) => {
      const form = desk.rows.opened(row);
      if (row && hasTaken(row, acting)) {
        actsInItsUnit(acting, row);
        await showAgain(desk, acting, form);
        return true;
      }
      isForForm ||= !(await takenElsewhere(replies, ctx, form));
      if (!isForForm) {
        if (row?.dialog && !row.buried) await desk.rows.bury(row);
        return true;
      }
      const lost = form ? null : desk.rows.lost(row);
      if (lost) {
        await tellLost(desk, acting, lost, 'dialog-lost-text');
        return true;
      }
      if (form && !actsInItsUnit(acting, form)) {
        await tellLost(desk, acting, form, 'dialog-lost-text');
        return true;
      }
      return takeSaid(desk, acting, row, form, { input, fault });
    });
    if (!isTaken) await passOn(desk, acting, next);
  });
}
