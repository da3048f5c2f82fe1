import { findOutcome, once } from '../../db/once.js';
import type { Card } from '../../dialogs/card.js';
import type { Loaded } from '../../dialogs/dialog.js';
import type { FieldInput, FormInput, Json } from '../../dialogs/form.js';
import { type ActorContext, chatOf } from '../context.js';
import { editCard, sendCard } from '../show.js';
import {
  type Desk,
  dialogContext,
  dialogOf,
  findForm,
  isOutOfSight,
  loadedOf,
  sendFor,
  showForm,
  takeButtons,
} from './desk.js';
import type { Dialog } from './dialog.js';
import { type OpenForm, OvertakenError, type RowVersion } from './rows.js';
import { hasTaken } from './taken.js';

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
  | {
      readonly kind: 'cancelled';
      readonly dialog: string;
      readonly messageId: number | null;
      /** What leaving it came to, where that is more than closing it. */
      readonly left?: string;
    }
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

/**
 * Shows what a form ended with, in its message. `row`: as closing left it; where another delivery of the update did
 * that, it is read.
 */
async function placeEnd(
  desk: Desk,
  ctx: ActorContext,
  messageId: number | null,
  card: Card,
  row: RowVersion | undefined,
): Promise<number> {
  if (messageId !== null) {
    return (await editCard(ctx, chatOf(ctx), messageId, card)) ? messageId : sendCard(ctx, card);
  }
  const closed = row ?? (await desk.rows.read(ctx));
  const shown = closed?.messageId ?? null;
  if (shown !== null && (await editCard(ctx, chatOf(ctx), shown, card))) return shown;
  return closed ? sendFor(desk, ctx, closed, card) : sendCard(ctx, card);
}

/** Shows what a step came to; returns what a tap is answered with, if anything. `just`: what is at hand of it. */
export async function showOutcome(
  desk: Desk,
  ctx: ActorContext,
  result: StepOutcome,
  just?: { readonly row: RowVersion; readonly atHand: unknown },
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
      const card = dialogOf(desk, result.dialog).cancelled(context, result.left);
      await placeEnd(desk, ctx, result.messageId, card, just?.row);
      return undefined;
    }
    case 'done': {
      const dialog = dialogOf(desk, result.dialog);
      const card = await dialog.finished(context, result.outcome, just?.atHand);
      const messageId = await placeEnd(desk, ctx, result.messageId, card, just?.row);
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
): Promise<void> {
  const before = form.state;
  if (JSON.stringify(state) === JSON.stringify(before)) return showForm(desk, ctx, form, note);
  const loaded = await loadedOf(desk, ctx, form);
  const kept = await desk.rows.keep(ctx, form, state);
  const known = { state: before, loaded };
  desk.loads.keep(kept, await dialogOf(desk, form.dialog).load(dialogContext(ctx), state, known));
  await showForm(desk, ctx, kept, note);
}

/** `saved`: what the last question was shown with, where the form is saved; without it the form is left. */
type Closing = { readonly input: FormInput; readonly state: object; readonly saved?: Loaded };

/**
 * Saves a form or leaves it: its effect, its end and the update's mark are one transaction.
 *
 * @throws {OvertakenError} where another step came first, and the input may mean as much to the form as it is then.
 */
async function close(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  { input, state, saved }: Closing,
): Promise<string | undefined> {
  const { id, version, dialog: name } = form;
  const dialog = dialogOf(desk, name);
  const context = dialogContext(ctx);
  const messageId = isOutOfSight(ctx, form) ? null : form.messageId;
  let atHand: unknown;
  const { outcome, first } = await desk.db.write((tx) =>
    once<StepOutcome>(tx, ctx.ref, STEP, ctx.now, async () => {
      if (!(await desk.rows.close(tx, form, ctx, messageId))) {
        // What the preview shows by now is not what *Simpan* was tapped on.
        if (input.kind === 'submit') return { kind: 'stale' };
        throw new OvertakenError();
      }
      const committed = saved && (await dialog.commit(tx, context, state, saved));
      if (committed && 'refused' in committed) {
        await desk.rows.reopen(tx, form, state);
        return { kind: 'open', note: committed.refused };
      }
      atHand = committed?.atHand;
      if (!committed) {
        const left = await dialog.left(tx, context, state);
        return { kind: 'cancelled', dialog: name, messageId, ...(left !== undefined && { left }) };
      }
      return { kind: 'done', dialog: name, outcome: committed.done as Json, messageId };
    }),
  );
  desk.loads.drop(id);
  if (messageId === null && form.messageId !== null) await takeButtons(ctx, form.messageId);
  const row = { id, version: version + 1, messageId };
  return showOutcome(desk, ctx, outcome, first ? { row, atHand } : undefined);
}

/**
 * Takes a step and shows what came of it; returns what a tap is answered with, if anything.
 *
 * @throws {OvertakenError} where another step came first: the form is to be read anew.
 */
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
  const { state } = form;
  // Leaving a form takes nothing that could be refused or fail.
  if (input.kind === 'cancel') return close(desk, ctx, form, { input, state });
  const saved = await loadedOf(desk, ctx, form);
  const taken = dialogOf(desk, form.dialog).step(dialogContext(ctx), state, saved, input);
  switch (taken.next) {
    case 'stale':
      return showStale(desk, ctx);
    case undefined:
      await goOn(desk, ctx, form, taken);
      return undefined;
    case 'submit':
      return close(desk, ctx, form, { input, state: taken.state, saved });
    case 'cancel':
      return close(desk, ctx, form, { input, state: taken.state });
  }
}

/**
 * Takes an answer to a question that the form has left meanwhile, where that takes more than one. `false`: it can't be
 * taken any more.
 *
 * @throws {OvertakenError} as `takeStep`.
 */
export async function takeLate(
  desk: Desk,
  ctx: ActorContext,
  form: OpenForm,
  at: string,
  input: FieldInput,
): Promise<boolean> {
  const dialog = dialogOf(desk, form.dialog);
  const context = dialogContext(ctx);
  const loaded = await loadedOf(desk, ctx, form);
  const taken = dialog.late(context, form.state, loaded, at, input);
  if (!taken) return false;
  await goOn(desk, ctx, form, { ...taken, note: taken.note ?? ctx.t('dialog-late-kept') });
  return true;
}
