import type { Reader, Tx } from '../../../db/database.js';

/** A file of which there is no copy yet, to be fetched now. */
export type DueCopy = {
  readonly id: number;
  readonly fileId: string;
  readonly tries: number;
  readonly nextTryAt: Date | null;
};

/** Files of all units, or of one, of which no copy was fetched, the oldest first. */
export function dueCopies(
  db: Reader,
  now: Date,
  take: number,
  only: { readonly unitId?: number } = {},
): Promise<DueCopy[]> {
  return db.attachment.findMany({
    where: { ...only, copy: null, lost: false, OR: [{ nextTryAt: null }, { nextTryAt: { lte: now } }] },
    select: { id: true, fileId: true, tries: true, nextTryAt: true },
    orderBy: { id: 'asc' },
    take,
  });
}

/** Takes a file up for fetching until `until`. `false`: another process did. One statement. */
export async function claimCopy(tx: Tx, { id, tries, nextTryAt }: DueCopy, until: Date): Promise<boolean> {
  const { count } = await tx.attachment.updateMany({
    where: { id, copy: null, tries, nextTryAt },
    data: { tries: tries + 1, nextTryAt: until },
  });
  return count > 0;
}

/** Says what the copy of a file is called, or when it may be tried again, or that there will be none. One statement. */
export async function settleCopy(
  tx: Tx,
  id: number,
  what: { readonly copy: string } | { readonly lost: true } | { readonly nextTryAt: Date },
): Promise<void> {
  await tx.attachment.updateMany({ where: { id, copy: null }, data: what });
}

/** Says what Telegram calls a file now, since it was sent anew. One statement. */
export async function renameFile(tx: Tx, id: number, fileId: string): Promise<void> {
  await tx.attachment.updateMany({ where: { id }, data: { fileId } });
}
