-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "sessionId" INTEGER,
    "visitId" INTEGER,
    "kind" TEXT NOT NULL DEFAULT 'photo',
    "fileId" TEXT NOT NULL,
    "fileUniqueId" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "media" TEXT,
    "name" TEXT,
    "mimeType" TEXT,
    "copy" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" DATETIME,
    "lost" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Attachment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Attachment_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Attachment" ("at", "byId", "fileId", "fileUniqueId", "id", "kind", "sessionId", "unitId", "visitId") SELECT "at", "byId", "fileId", "fileUniqueId", "id", "kind", "sessionId", "unitId", "visitId" FROM "Attachment";
DROP TABLE "Attachment";
ALTER TABLE "new_Attachment" RENAME TO "Attachment";
CREATE INDEX "Attachment_copy_lost_nextTryAt_idx" ON "Attachment"("copy", "lost", "nextTryAt");
CREATE UNIQUE INDEX "Attachment_sessionId_fileUniqueId_key" ON "Attachment"("sessionId", "fileUniqueId");
CREATE UNIQUE INDEX "Attachment_visitId_fileUniqueId_key" ON "Attachment"("visitId", "fileUniqueId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- By hand: sessions that were entered late are numbered by their dates, as they are from now on.
UPDATE "Session" SET "number" = -x."place"
FROM (
  SELECT "id", ROW_NUMBER() OVER (PARTITION BY "programmeId" ORDER BY "startsAt", "id") AS "place"
  FROM "Session" WHERE "number" IS NOT NULL) x
WHERE x."id" = "Session"."id";
UPDATE "Session" SET "number" = -"number" WHERE "number" < 0;
