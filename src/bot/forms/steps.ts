import { findOutcome, once } from '../../db/once.js';
import type { Loaded } from '../../dialogs/dialog.js';
import type { FormInput, Json } from '../../dialogs/form.js';
import type { ActorContext } from '../context.js';
import { type Desk, dialogContext, dialogOf, findForm, loadedOf, place, showForm } from './desk.js';
import type { Dialog } from './dialog.js';
import { hasTaken, type OpenForm } from './rows.js';

/** The effect under which the step that closes a dialog is recorded in HandledUpdate. */
const STEP = 'dialog.step';

/** What a step came to that closed a form, or was to close it. */
export type StepOutcome =
  | { readonly kind: 'open'; readonly note: string | null }
  | {
      readonly kind: 'done';
      readonly dialog: string;
      readonly outcome: Json;
      readonly messageId: number | null;
    }
  | { readonly kind: 'cancelled'; readonly dialog: string; readonly messageId: number | null }
  | { readonly kind: 'stale' };

/** What an update came to that was delivered before, if it closed a form or was to. One query. */
export function earlierOutcome(desk: Desk, ctx: Pick<ActorContext, 'ref'>): Promise<StepOutcome | undefined> {
  return findOutcome<StepOutcome>(desk.db, ctx.ref, STEP);
}

/** A button of an earlier step or of a form that is closed: shows what is open now; returns what to say. */
export async function showStale(desk: Desk, ctx: ActorContext): Promise<string> {
  const form = await findForm(desk, ctx);
  if (form) await showForm(desk, ctx, form);
  return ctx.t('button-stale');
}

/** Shows what a step came to; returns what a tap is answered with, if anything. */
export async function showOutcome(
  desk: Desk,
  ctx: ActorContext,
  result: StepOutcome,
  atHand?: unknown,
): Promise<string | undefined> {
  const context = dialogContext(ctx);
  switch (result.kind) {
    case 'stale':
      return showStale(desk, ctx);
    case 'open': {
      const form = await findForm(desk, ctx);
      if (form) await showForm(desk, ctx, form, result.note ?? undefined);
      return undefined;
    }
    case 'cancelled': {
      await place(ctx, result.messageId, dialogOf(desk, result.dialog).cancelled(context));
      return undefined;
    }
    case 'done': {
      const dialog = dialogOf(desk, result.dialog);
      const messageId = await place(
        ctx,
        result.messageId,
        await dialog.finished(context, result.outcome, atHand),
      );
      await dialog.after(context, result.outcome, messageId);
      return undefined;
    }
  }
}

/** Keeps where the form now stands and shows it; what it is shown with is loaded only where that is not known. */
async function goOn(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  { state, note }: ReturnType<Dialog['step']>,
): Promise<string | undefined> {
  const before = form.state as object;
  if (JSON.stringify(state) === JSON.stringify(before)) {
    await showForm(desk, ctx, form, note);
    return undefined;
  }
  const loaded = await loadedOf(desk, ctx, form);
  const kept = await desk.rows.keep(ctx, form, state);
  if (!kept) return showStale(desk, ctx);
  const known = { state: before, loaded };
  desk.loads.keep(kept, await dialogOf(desk, form.dialog).load(dialogContext(ctx), state, known));
  await showForm(desk, ctx, kept, note);
  return undefined;
}

/**
 * Saves a form, `saved` being what its last question was shown with, or leaves it: its effect, its end and the update's
 * mark are one transaction.
 */
async function close(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  state: object,
  saved?: Loaded,
): Promise<string | undefined> {
  const { id, messageId, dialog: name } = form;
  const dialog = dialogOf(desk, name);
  const context = dialogContext(ctx);
  let atHand: unknown;
  const { outcome } = await desk.db.write((tx) =>
    once<StepOutcome>(tx, ctx.ref, STEP, ctx.now, async () => {
      if (!(await desk.rows.close(tx, form, ctx))) return { kind: 'stale' };
      const committed = saved && (await dialog.commit(tx, context, state, saved));
      if (committed && 'refused' in committed) {
        await desk.rows.reopen(tx, form, state);
        return { kind: 'open', note: committed.refused };
      }
      atHand = committed?.atHand;
      if (!committed) return { kind: 'cancelled', dialog: name, messageId };
      return { kind: 'done', dialog: name, outcome: committed.done as Json, messageId };
    }),
  );
  desk.loads.drop(id);
  return showOutcome(desk, ctx, outcome, atHand);
}

/** Takes a step and shows what came of it; returns what a tap is answered with, if anything. */
export async function takeStep(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  input: FormInput,
): Promise<string | undefined> {
  // Redelivered after a crash: its step was taken, here or in a form before this one, and later ones may have been.
  if (hasTaken(form, ctx)) {
    await showForm(desk, ctx, form);
    return undefined;
  }
  const state = form.state as object;
  // Leaving a form takes nothing that could be refused or fail.
  if (input.kind === 'cancel') return close(desk, ctx, form, state);
  const loaded = await loadedOf(desk, ctx, form);
  const taken = dialogOf(desk, form.dialog).step(dialogContext(ctx), state, loaded, input);
  switch (taken.next) {
    case 'stale':
      return showStale(desk, ctx);
    case undefined:
      return goOn(desk, ctx, form, taken);
    case 'submit':
      return close(desk, ctx, form, taken.state, loaded);
    case 'cancel':
      return close(desk, ctx, form, taken.state);
  }
}

/** Leaves the open form, or says again that it was left. `false`: none was open. */
export async function leaveForm(desk: Desk, ctx: ActorContext): Promise<boolean> {
  const form = await findForm(desk, ctx);
  if (form) {
    await takeStep(desk, ctx, form, { kind: 'cancel' });
    return true;
  }
  const earlier = await earlierOutcome(desk, ctx);
  if (earlier) await showOutcome(desk, ctx, earlier);
  return earlier !== undefined;
}
