-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "askedEnd" DATETIME;
ALTER TABLE "Visit" ADD COLUMN "askedStart" DATETIME;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN "changeAnswer" TEXT;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_VisitEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "visitId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" INTEGER,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "oldStart" DATETIME,
    "newStart" DATETIME,
    "agencyId" INTEGER,
    "via" TEXT,
    "saidBy" TEXT,
    CONSTRAINT "VisitEvent_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "VisitEvent_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitEvent_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_VisitEvent" ("actorId", "at", "id", "kind", "newStart", "oldStart", "reason", "visitId") SELECT "actorId", "at", "id", "kind", "newStart", "oldStart", "reason", "visitId" FROM "VisitEvent";
DROP TABLE "VisitEvent";
ALTER TABLE "new_VisitEvent" RENAME TO "VisitEvent";
CREATE INDEX "VisitEvent_visitId_id_idx" ON "VisitEvent"("visitId", "id");
CREATE INDEX "VisitEvent_agencyId_idx" ON "VisitEvent"("agencyId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
