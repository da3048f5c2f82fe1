import type { Reader, Tx } from '../../db/database.js';
import type { PhotoRef } from '../../dialogs/form.js';
import { Prisma } from '../../generated/sqlite/client.js';
import type { AttachmentKind } from '../../generated/sqlite/enums.js';
import { chunks } from '../../lib/lists.js';

/** Who sent something, and when. */
type Sent = { readonly byId: number; readonly at: Date };
type OfSession = { readonly unitId: number; readonly sessionId: number };
type OfVisit = { readonly unitId: number; readonly visitId: number };

/**
 * Keeps one file with a session; its id. Sent again it is the same: as the sheet, where it is meant as that now. One
 * statement.
 */
export async function keepFile(
  tx: Tx,
  { unitId, sessionId }: OfSession,
  file: PhotoRef & { readonly kind: AttachmentKind },
  sent: Sent,
): Promise<number> {
  const key = { sessionId, fileUniqueId: file.fileUniqueId };
  const { id } = await tx.attachment.upsert({
    where: { sessionId_fileUniqueId: key },
    update: file.kind === 'sheet' ? { kind: 'sheet' } : { fileId: file.fileId },
    create: { ...file, unitId, sessionId, ...sent },
    select: { id: true },
  });
  return id;
}

/** Keeps photos with a session, each once. One statement for some hundreds. */
export async function keepSessionPhotos(
  tx: Tx,
  { unitId, sessionId }: OfSession,
  photos: readonly PhotoRef[],
  { byId, at }: Sent,
): Promise<void> {
  const rows = photos.map(
    ({ fileId, fileUniqueId }) =>
      Prisma.sql`(${unitId}, ${sessionId}, ${fileId}, ${fileUniqueId}, ${byId}, ${at})`,
  );
  for (const some of chunks(rows)) {
    await tx.$executeRaw`
      INSERT INTO "Attachment" ("unitId", "sessionId", "fileId", "fileUniqueId", "byId", "at")
      VALUES ${Prisma.join(some)} ON CONFLICT ("sessionId", "fileUniqueId") DO NOTHING`;
  }
}

/** Keeps photos with a visit that nobody has locked, each once. One statement a photo. */
export async function keepVisitPhotos(
  tx: Tx,
  { unitId, visitId }: OfVisit,
  photos: readonly PhotoRef[],
  sent: Sent,
): Promise<void> {
  for (const { fileId, fileUniqueId } of photos) {
    await tx.attachment.upsert({
      where: { visitId_fileUniqueId: { visitId, fileUniqueId } },
      update: {},
      create: { unitId, visitId, fileId, fileUniqueId, ...sent },
    });
  }
}

/** Takes a picture of a session for one of the sheet, or the other way round; whether there is such a picture. */
export async function takeFor(
  tx: Tx,
  picture: { readonly id: number; readonly sessionId: number },
  kind: 'photo' | 'sheet',
): Promise<boolean> {
  const { count } = await tx.attachment.updateMany({
    where: { ...picture, kind: { in: ['photo', 'sheet'] } },
    data: { kind },
  });
  return count > 0;
}

/** What is kept of a session of one kind, as Telegram's file ids, in the order in which it came. */
export async function filesOf(
  db: Reader,
  sessionId: number,
  kind: AttachmentKind,
): Promise<readonly string[]> {
  const rows = await db.attachment.findMany({
    where: { sessionId, kind },
    select: { fileId: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ fileId }) => fileId);
}

const kept = (kind: Prisma.Sql) =>
  Prisma.sql`(SELECT COUNT(*) FROM "Attachment" k WHERE k."sessionId" = s."id" AND k."kind" = ${kind})`;

/** How much of each kind is kept of a session, as columns of a query that calls it `s`: photos, sheets, voices. */
export const keptColumns = Prisma.sql`
  ${kept(Prisma.sql`'photo'`)} AS "photos", ${kept(Prisma.sql`'sheet'`)} AS "sheets",
  ${kept(Prisma.sql`'voice'`)} AS "voices"`;
