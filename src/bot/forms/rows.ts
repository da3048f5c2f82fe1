import type { Db, Reader, Tx } from '../../db/database.js';
import { isUniqueViolation } from '../../db/errors.js';
import { declareRead } from '../../db/kept/declare.js';
import { type DialogState, Prisma } from '../../generated/sqlite/client.js';
import { type Given, given } from '../../lib/given.js';
import { type Seal, SealError } from '../../lib/shut/seal.js';
import { type ActorContext, chatOf } from '../context.js';
import type { Dialog } from './dialog.js';
import { type Memory, type Taken, withTaken } from './taken.js';

/** What a form's state is sealed as. */
const PURPOSE = 'form';

/** Where a form stands in the database, open or closed. */
export type FormRow = Omit<DialogState, 'taken'> & Memory;

/** A form that is open in a chat. `state`: where it stands and what was filled in. */
export type OpenForm = FormRow & { readonly dialog: string; readonly state: object };

/** What names a row as it was read. */
export type RowVersion = Pick<FormRow, 'id' | 'version' | 'messageId'>;

/** Another step came first: what was decided on the row as it was read is to be decided anew. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor() {
    super('another step of the form came first');
  }
}

/** `names`: of the dialogs that there are. */
type DialogRowsDeps = { readonly db: Db; readonly seal: Seal; readonly names: ReadonlySet<string> };

function keyOf(ctx: ActorContext) {
  return { chatId: BigInt(chatOf(ctx)), telegramId: ctx.actor.telegramId };
}

const CLOSED = { dialog: null, sealed: null, buried: false } as const;

const rowsOf = declareRead(
  {
    id: 'DialogState.id',
    chatId: 'DialogState.chatId',
    telegramId: 'DialogState.telegramId',
    unitId: 'DialogState.unitId',
    dialog: 'DialogState.dialog',
    sealed: 'DialogState.sealed',
    messageId: 'DialogState.messageId',
    buried: 'DialogState.buried',
    openedBy: 'DialogState.openedBy',
    version: 'DialogState.version',
    taken: 'DialogState.taken',
    botId: 'DialogState.botId',
    updatedAt: 'DialogState.updatedAt',
  },
  (chatId: bigint, telegramId: bigint) => Prisma.sql`
    SELECT "id", "chatId", "telegramId", "unitId", "dialog", "sealed", "messageId", "buried", "openedBy", "version",
      "taken", "botId", "updatedAt"
    FROM "DialogState" WHERE "chatId" = ${chatId} AND "telegramId" = ${telegramId}`,
  [0n, 0n],
);

/** The row of whoever acts, open or closed. One query. */
async function read({ db }: DialogRowsDeps, ctx: ActorContext): Promise<FormRow | null> {
  const { chatId, telegramId } = keyOf(ctx);
  const [row = null] = await rowsOf(db.read, chatId, telegramId);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below, by `withTaken`
  return row && { ...row, taken: row.taken as unknown as Taken[] };
}

/** Whether a form is open there, of a dialog that the program still has. */
function isOpen({ names }: DialogRowsDeps, row: FormRow | null): row is FormRow & { dialog: string } {
  return row !== null && row.dialog !== null && names.has(row.dialog);
}

/** Of a stored form, the open one; one whose dialog the program no longer has is as good as closed. */
function opened(deps: DialogRowsDeps, row: FormRow | null): OpenForm | null {
  if (!isOpen(deps, row) || row.sealed === null) return null;
  try {
    return { ...row, state: JSON.parse(deps.seal.open(row.sealed, PURPOSE)) as object };
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** Of a stored form, one that is open but can't be read: sealed with another key, or from before forms were sealed. */
function lost(deps: DialogRowsDeps, row: FormRow | null): FormRow | null {
  return isOpen(deps, row) && opened(deps, row) === null ? row : null;
}

function written({ seal }: DialogRowsDeps, state: object): Uint8Array<ArrayBuffer> {
  return seal.seal(JSON.stringify(state), PURPOSE);
}

/** The question that a state stands at. */
function questionOf(state: object): string {
  return 'at' in state && typeof state.at === 'string' ? state.at : '';
}

function memorised(memory: Memory | null, { ref, now }: ActorContext, at: string) {
  return { taken: withTaken(memory, { ref, now }, at), botId: ref.botId, updatedAt: now };
}

/**
 * Stores a form that was opened, in place of the one before. One statement; resolves to its row's version.
 *
 * @param before The row as it was read.
 * @throws {OvertakenError} where another step came first.
 */
async function put(
  deps: DialogRowsDeps,
  ctx: ActorContext,
  before: FormRow | null,
  form: { readonly dialog: string; readonly state: object; readonly messageId: number | null },
): Promise<RowVersion> {
  const { dialog, messageId, state } = form;
  const data = {
    ...memorised(before, ctx, questionOf(state)),
    dialog,
    messageId,
    buried: false,
    openedBy: ctx.ref.updateId,
    unitId: ctx.actor.units ? ctx.actor.unitId : null,
    sealed: written(deps, state),
  };
  if (before) {
    const { id } = before;
    const version = before.version + 1;
    await changed(deps.db, before, { ...data, version });
    return { id, version, messageId };
  }
  try {
    const created = await deps.db.writeOne((client) =>
      client.dialogState.create({
        select: { id: true, version: true },
        data: { ...keyOf(ctx), ...data },
      }),
    );
    return { ...created, messageId };
  } catch (error) {
    throw isUniqueViolation(error, ['chatId', 'telegramId']) ? new OvertakenError() : error;
  }
}

type Change = Parameters<Tx['dialogState']['updateMany']>[0]['data'];

async function changed(db: Db, { id, version }: RowVersion, data: Change): Promise<void> {
  const { count } = await db.writeOne((client) =>
    client.dialogState.updateMany({ where: { id, version }, data }),
  );
  if (count === 0) throw new OvertakenError();
}

/**
 * Keeps where the form now stands, and in which message. One statement.
 *
 * @throws {OvertakenError} where another step came first.
 */
async function keep(
  deps: DialogRowsDeps,
  ctx: ActorContext,
  form: OpenForm,
  state: object,
): Promise<OpenForm> {
  const { messageId, buried, version } = form;
  const data = {
    ...memorised(form, ctx, questionOf(state)),
    messageId,
    buried,
    version: version + 1,
  };
  await changed(deps.db, form, { ...data, sealed: written(deps, state) });
  return { ...form, ...data, state };
}

/** Keeps which message a form is in now; `false` where it is in another by now, or went on. One statement. */
async function moved(
  { db }: DialogRowsDeps,
  { id, version, messageId: before }: RowVersion,
  messageId: number,
): Promise<boolean> {
  const { count } = await db.writeOne((client) =>
    client.dialogState.updateMany({
      where: { id, version, messageId: before },
      data: { messageId, buried: false },
    }),
  );
  return count > 0;
}

/** Keeps that something else was answered below a form, if it is there still. One statement. */
async function bury({ db }: DialogRowsDeps, { id, version }: RowVersion): Promise<void> {
  await db.writeOne((client) =>
    client.dialogState.updateMany({ where: { id, version }, data: { buried: true } }),
  );
}

/** Closes a form that can't be read any more. One statement. */
async function drop({ db }: DialogRowsDeps, { id, version }: RowVersion): Promise<void> {
  await db.writeOne((client) =>
    client.dialogState.updateMany({ where: { id, version }, data: { ...CLOSED, version: version + 1 } }),
  );
}

/**
 * Closes a form, in the transaction of its effect; `false` where another step came first. Its row stays as the memory
 * of the updates that it took, and of the message that shows what came of the last. One statement.
 */
async function close(tx: Tx, form: OpenForm, ctx: ActorContext, messageId: number | null): Promise<boolean> {
  const { id, version } = form;
  const { count } = await tx.dialogState.updateMany({
    where: { id, version },
    data: { ...memorised(form, ctx, ''), ...CLOSED, messageId, version: version + 1 },
  });
  return count > 0;
}

/**
 * Opens a form again that was closed in this transaction, where its effect was refused: the update has not been
 * taken, and redelivered it is refused again.
 */
async function reopen(deps: DialogRowsDeps, tx: Tx, form: OpenForm, state: object): Promise<void> {
  const { id, dialog, messageId, buried, botId, taken } = form;
  const data = { dialog, sealed: written(deps, state), messageId, buried, botId, taken: [...taken] };
  await tx.dialogState.updateMany({ where: { id }, data });
}

const overRows = { read, opened, lost, put, keep, moved, bury, drop, reopen };

/** Where the forms of all chats stand: one row per chat and person, which outlives its form. */
export type DialogRows = Given<typeof overRows> & { readonly close: typeof close };

export function createDialogRows({
  db,
  seal,
  dialogs,
}: {
  readonly db: Db;
  readonly seal: Seal;
  readonly dialogs: readonly Dialog[];
}): DialogRows {
  const names = new Set(dialogs.map(({ name }) => name));
  return { ...given({ db, seal, names }, overRows), close };
}

/** Closes whatever forms somebody has open, in whatever chat: they may fill in none any more. One statement. */
export async function closeFormsOf(tx: Tx, telegramId: bigint): Promise<void> {
  await tx.dialogState.updateMany({
    where: { telegramId, dialog: { not: null } },
    data: { ...CLOSED, version: { increment: 1 } },
  });
}

/** Whether somebody has a form open in a chat. One query. */
export async function isFormOpen(db: Reader, chatId: bigint, telegramId: bigint): Promise<boolean> {
  const row = await db.dialogState.findUnique({ where: { chatId_telegramId: { chatId, telegramId } } });
  return row !== null && row.dialog !== null;
}

/** Forgets forms that nobody touched since `before`. */
export async function pruneDialogs(db: Db, before: Date): Promise<void> {
  await db.writeOne((client) => client.dialogState.deleteMany({ where: { updatedAt: { lt: before } } }));
}
