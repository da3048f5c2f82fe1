-- CreateEnum
CREATE TYPE "AttachmentMedia" AS ENUM ('photo', 'document', 'video', 'voice', 'audio');

-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "copy" TEXT,
ADD COLUMN     "lost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "media" "AttachmentMedia",
ADD COLUMN     "mimeType" TEXT,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "nextTryAt" TIMESTAMP(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Attachment_copy_lost_nextTryAt_idx" ON "Attachment"("copy", "lost", "nextTryAt");

-- By hand: sessions that were entered late are numbered by their dates, as they are from now on.
UPDATE "Session" SET "number" = -x."place"
FROM (
  SELECT "id", ROW_NUMBER() OVER (PARTITION BY "programmeId" ORDER BY "startsAt", "id") AS "place"
  FROM "Session" WHERE "number" IS NOT NULL) x
WHERE x."id" = "Session"."id";
UPDATE "Session" SET "number" = -"number" WHERE "number" < 0;
