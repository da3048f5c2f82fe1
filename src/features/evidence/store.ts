import type { Reader, Tx } from '../../db/database.js';
import type { FileRef } from '../../dialogs/form.js';
import { Prisma } from '../../generated/sqlite/client.js';
import type { AttachmentKind, AttachmentMedia } from '../../generated/sqlite/enums.js';
import { chunks } from '../../lib/lists.js';

/** Who sent something, and when. */
type Sent = { readonly byId: number; readonly at: Date };
type OfSession = { readonly unitId: number; readonly sessionId: number };
type OfVisit = { readonly unitId: number; readonly visitId: number };

/** What Telegram says of a file, as it is stored. */
function columnsOf({ fileId, fileUniqueId, media = 'photo', name, mimeType }: FileRef) {
  return { fileId, fileUniqueId, media, name: name ?? null, mimeType: mimeType ?? null };
}

/**
 * Keeps one file with a session; its id. Sent again it is the same: as the sheet, where it is meant as that now. One
 * statement.
 */
export async function keepFile(
  tx: Tx,
  { unitId, sessionId }: OfSession,
  file: FileRef & { readonly kind: AttachmentKind },
  sent: Sent,
): Promise<number> {
  const key = { sessionId, fileUniqueId: file.fileUniqueId };
  const { id } = await tx.attachment.upsert({
    where: { sessionId_fileUniqueId: key },
    update: file.kind === 'sheet' ? { kind: 'sheet' } : { fileId: file.fileId },
    create: { ...columnsOf(file), kind: file.kind, unitId, sessionId, ...sent },
    select: { id: true },
  });
  return id;
}

/** Keeps photos with a session, each once. One statement for some hundreds. */
export async function keepSessionPhotos(
  tx: Tx,
  { unitId, sessionId }: OfSession,
  photos: readonly FileRef[],
  { byId, at }: Sent,
): Promise<void> {
  const rows = photos.map((file) => {
    const { fileId, fileUniqueId, media, name, mimeType } = columnsOf(file);
    return Prisma.sql`(${unitId}, ${sessionId}, ${fileId}, ${fileUniqueId}, ${media}, ${name}, ${mimeType}, ${byId}, ${at})`;
  });
  for (const some of chunks(rows)) {
    await tx.$executeRaw`
      INSERT INTO "Attachment"
        ("unitId", "sessionId", "fileId", "fileUniqueId", "media", "name", "mimeType", "byId", "at")
      VALUES ${Prisma.join(some)} ON CONFLICT ("sessionId", "fileUniqueId") DO NOTHING`;
  }
}

/** Keeps photos with a visit that nobody has locked, each once. One statement a photo. */
export async function keepVisitPhotos(
  tx: Tx,
  { unitId, visitId }: OfVisit,
  photos: readonly FileRef[],
  sent: Sent,
): Promise<void> {
  for (const file of photos) {
    const { fileUniqueId } = file;
    await tx.attachment.upsert({
      where: { visitId_fileUniqueId: { visitId, fileUniqueId } },
      update: {},
      create: { ...columnsOf(file), unitId, visitId, ...sent },
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

/** A file that is kept, as it can be shown again. */
export type Kept = {
  readonly id: number;
  readonly fileId: string;
  readonly media: AttachmentMedia;
  readonly name: string | null;
  readonly copy: string | null;
};

const shown = { id: true, fileId: true, media: true, kind: true, name: true, copy: true } as const;

type ShownRow = Omit<Kept, 'media'> & {
  readonly media: AttachmentMedia | null;
  readonly kind: AttachmentKind;
};

const asKept = ({ kind, media, ...row }: ShownRow): Kept => ({
  ...row,
  media: media ?? (kind === 'voice' ? 'voice' : 'photo'),
});

/** What is kept of a session of one kind, in the order in which it came. */
export async function filesOf(db: Reader, sessionId: number, kind: AttachmentKind): Promise<readonly Kept[]> {
  const rows = await db.attachment.findMany({
    where: { sessionId, kind },
    select: shown,
    orderBy: { id: 'asc' },
  });
  return rows.map(asKept);
}

/** What is kept of a visit, in the order in which it came. */
export async function visitFilesOf(db: Reader, visitId: number): Promise<readonly Kept[]> {
  const rows = await db.attachment.findMany({ where: { visitId }, select: shown, orderBy: { id: 'asc' } });
  return rows.map(asKept);
}

/** How much is kept of a visit, as a column of a query that calls it `v`. */
export const visitFilesColumn = Prisma.sql`
  (SELECT CAST(COUNT(*) AS INTEGER) FROM "Attachment" k WHERE k."visitId" = v."id") AS "files"`;

const kept = (kind: Prisma.Sql) =>
  Prisma.sql`(SELECT COUNT(*) FROM "Attachment" k WHERE k."sessionId" = s."id" AND k."kind" = ${kind})`;

/** How much of each kind is kept of a session, as columns of a query that calls it `s`: photos, sheets, voices. */
export const keptColumns = Prisma.sql`
  ${kept(Prisma.sql`'photo'`)} AS "photos", ${kept(Prisma.sql`'sheet'`)} AS "sheets",
  ${kept(Prisma.sql`'voice'`)} AS "voices"`;
