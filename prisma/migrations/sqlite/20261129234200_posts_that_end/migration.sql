-- AlterTable
ALTER TABLE "Person" ADD COLUMN "lastSeenOn" TEXT;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "agencyId" INTEGER,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "endedById" INTEGER,
    "endedBecause" TEXT,
    "configuredAt" DATETIME,
    "acting" TEXT,
    "actingForId" INTEGER,
    "letterNumber" TEXT,
    "letterOn" TEXT,
    "endsAt" DATETIME,
    CONSTRAINT "Post_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Post_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Post_actingForId_fkey" FOREIGN KEY ("actingForId") REFERENCES "Post" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Post" ("agencyId", "configuredAt", "endedAt", "id", "kind", "personId", "startedAt", "unitId") SELECT "agencyId", "configuredAt", "endedAt", "id", "kind", "personId", "startedAt", "unitId" FROM "Post";
DROP TABLE "Post";
ALTER TABLE "new_Post" RENAME TO "Post";
CREATE INDEX "Post_unitId_kind_idx" ON "Post"("unitId", "kind");
CREATE INDEX "Post_agencyId_idx" ON "Post"("agencyId");
CREATE UNIQUE INDEX "post_one_open_in_unit" ON "Post"("personId", "unitId", "kind") WHERE "endedAt" IS NULL AND "agencyId" IS NULL;
CREATE UNIQUE INDEX "post_one_open_in_agency" ON "Post"("personId", "agencyId", "kind") WHERE "endedAt" IS NULL AND "agencyId" IS NOT NULL;
CREATE TABLE "new_Invitation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "agencyId" INTEGER,
    "invitedById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "usedById" INTEGER,
    "revokedAt" DATETIME,
    "overId" INTEGER,
    "acting" TEXT,
    "letterNumber" TEXT,
    "letterOn" TEXT,
    "endsAt" DATETIME,
    CONSTRAINT "Invitation_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Invitation_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Invitation_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Invitation_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Invitation_overId_fkey" FOREIGN KEY ("overId") REFERENCES "Post" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Invitation" ("agencyId", "createdAt", "expiresAt", "id", "invitedById", "kind", "revokedAt", "tokenHash", "unitId", "usedAt", "usedById") SELECT "agencyId", "createdAt", "expiresAt", "id", "invitedById", "kind", "revokedAt", "tokenHash", "unitId", "usedAt", "usedById" FROM "Invitation";
DROP TABLE "Invitation";
ALTER TABLE "new_Invitation" RENAME TO "Invitation";
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");
CREATE INDEX "Invitation_unitId_usedAt_idx" ON "Invitation"("unitId", "usedAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "AuditEntry_unitId_actorId_idx" ON "AuditEntry"("unitId", "actorId");
