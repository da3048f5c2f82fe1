import type { Db, Tx } from '../../db/database.js';
import type { DialogState } from '../../generated/sqlite/client.js';
import { type Given, given } from '../../lib/given.js';
import { type ActorContext, chatOf } from '../context.js';
import type { Dialog } from './dialog.js';

/** Telegram delivers an update for a day, and counts anew after a week without any: numbers compare in between. */
const NUMBERS_COMPARE_MS = 3 * 86_400_000;

/** A form that is open in a chat. */
export type OpenForm = DialogState & { readonly dialog: string };

/** Whether the form has taken this update before, or one that came after it. */
export function hasTaken(
  { botId, updateId, updatedAt }: Pick<DialogState, 'botId' | 'updateId' | 'updatedAt'>,
  { ref, now }: Pick<ActorContext, 'ref' | 'now'>,
): boolean {
  const comparable = now.getTime() - updatedAt.getTime() <= NUMBERS_COMPARE_MS;
  return comparable && botId === ref.botId && updateId !== null && updateId >= ref.updateId;
}

/** `names`: of the dialogs that there are. */
type DialogRowsDeps = { readonly db: Db; readonly names: ReadonlySet<string> };

function keyOf(ctx: ActorContext) {
  return { chatId: BigInt(chatOf(ctx)), telegramId: ctx.actor.telegramId };
}

/** The row of whoever acts, open or closed. One query. */
function read({ db }: DialogRowsDeps, ctx: ActorContext) {
  return db.read.dialogState.findUnique({ where: { chatId_telegramId: keyOf(ctx) } });
}

/** Of a stored form, the open one; one whose dialog the program no longer has is as good as closed. */
function opened({ names }: DialogRowsDeps, row: DialogState | null): OpenForm | null {
  return row && row.dialog !== null && names.has(row.dialog) ? { ...row, dialog: row.dialog } : null;
}

/** Stores a form that was opened, in place of the one before. One statement; resolves to its row's version. */
async function put(
  { db }: DialogRowsDeps,
  ctx: ActorContext,
  form: { readonly dialog: string; readonly state: object; readonly messageId: number },
): Promise<{ readonly id: number; readonly version: number }> {
  const key = keyOf(ctx);
  const { botId, updateId } = ctx.ref;
  const data = { ...form, openedBy: updateId, updateId, botId, updatedAt: ctx.now };
  return db.writeOne((client) =>
    client.dialogState.upsert({
      select: { id: true, version: true },
      where: { chatId_telegramId: key },
      create: { ...key, ...data },
      update: { ...data, version: { increment: 1 } },
    }),
  );
}

/** Keeps where the form now stands; undefined where another step came first. One statement. */
async function keep(
  { db }: DialogRowsDeps,
  ctx: ActorContext,
  row: OpenForm,
  state: object,
): Promise<OpenForm | undefined> {
  const { id, version } = row;
  const data = { state, ...ctx.ref, version: version + 1, updatedAt: ctx.now };
  const { count } = await db.writeOne((client) =>
    client.dialogState.updateMany({ where: { id, version }, data }),
  );
  return count === 0 ? undefined : { ...row, ...data, state: state as OpenForm['state'] };
}

/** Keeps which message the form is in now. */
async function moved({ db }: DialogRowsDeps, { id }: OpenForm, messageId: number): Promise<void> {
  await db.writeOne((client) => client.dialogState.updateMany({ where: { id }, data: { messageId } }));
}

/**
 * Closes a form, in the transaction of its effect; `false` where another step came first. Its row stays as the mark
 * of the last update that it took. One statement.
 */
async function close(tx: Tx, { id, version }: OpenForm, { ref, now }: ActorContext): Promise<boolean> {
  const { count } = await tx.dialogState.updateMany({
    where: { id, version },
    data: { dialog: null, state: {}, messageId: null, ...ref, version: version + 1, updatedAt: now },
  });
  return count > 0;
}

/**
 * Opens a form again that was closed in this transaction, where its effect was refused: the update has not been
 * taken, and redelivered it is refused again.
 */
async function reopen(tx: Tx, form: OpenForm, state: object): Promise<void> {
  const { id, dialog, messageId, botId, updateId } = form;
  await tx.dialogState.updateMany({ where: { id }, data: { dialog, state, messageId, botId, updateId } });
}

const overRows = { read, opened, put, keep, moved };

/** Where the forms of all chats stand: one row per chat and person, which outlives its form. */
export type DialogRows = Given<typeof overRows> & {
  readonly close: typeof close;
  readonly reopen: typeof reopen;
};

export function createDialogRows({
  db,
  dialogs,
}: {
  readonly db: Db;
  readonly dialogs: readonly Dialog[];
}): DialogRows {
  const names = new Set(dialogs.map(({ name }) => name));
  return { ...given({ db, names }, overRows), close, reopen };
}

/** Forgets forms that nobody touched since `before`. */
export async function pruneDialogs(db: Db, before: Date): Promise<void> {
  await db.writeOne((client) => client.dialogState.deleteMany({ where: { updatedAt: { lt: before } } }));
}
