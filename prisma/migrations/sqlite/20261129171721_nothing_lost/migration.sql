-- AlterTable
ALTER TABLE "Post" ADD COLUMN "configuredAt" DATETIME;

-- CreateTable
CREATE TABLE "BackupDay" (
    "dueOn" TEXT NOT NULL PRIMARY KEY,
    "dueAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "nextAt" DATETIME NOT NULL,
    "madeAt" DATETIME,
    "file" TEXT,
    "bytes" BIGINT,
    "rows" JSONB,
    "sentAt" DATETIME
);

-- CreateTable
CREATE TABLE "NameExemption" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "grantedById" INTEGER NOT NULL,
    "grantedAt" DATETIME NOT NULL,
    "withdrawnById" INTEGER,
    "withdrawnAt" DATETIME,
    CONSTRAINT "NameExemption_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "NameExemption_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "NameExemption_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" BLOB NOT NULL,
    "at" DATETIME NOT NULL,
    "told" INTEGER NOT NULL DEFAULT 1,
    "toldAt" DATETIME NOT NULL,
    "overAt" DATETIME,
    CONSTRAINT "Incident_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KeyRing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "keyIds" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "StoredUpdate" (
    "botId" BIGINT NOT NULL,
    "updateId" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "sealed" BLOB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "cause" TEXT,
    "receivedAt" DATETIME NOT NULL,

    PRIMARY KEY ("botId", "updateId")
);

-- CreateTable
CREATE TABLE "UpdateLane" (
    "botId" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" DATETIME NOT NULL,

    PRIMARY KEY ("botId", "lane")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_DialogState" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "chatId" BIGINT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "dialog" TEXT,
    "sealed" BLOB,
    "messageId" INTEGER,
    "buried" BOOLEAN NOT NULL DEFAULT false,
    "openedBy" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "taken" JSONB NOT NULL DEFAULT '[]',
    "botId" BIGINT,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_DialogState" ("botId", "chatId", "dialog", "id", "messageId", "openedBy", "telegramId", "updatedAt", "version") SELECT "botId", "chatId", "dialog", "id", "messageId", "openedBy", "telegramId", "updatedAt", "version" FROM "DialogState";
DROP TABLE "DialogState";
ALTER TABLE "new_DialogState" RENAME TO "DialogState";
CREATE UNIQUE INDEX "DialogState_chatId_telegramId_key" ON "DialogState"("chatId", "telegramId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "BackupDay_madeAt_idx" ON "BackupDay"("madeAt");

-- CreateIndex
CREATE UNIQUE INDEX "name_exemption_once" ON "NameExemption"("unitId", "words") WHERE "withdrawnAt" IS NULL;

-- CreateIndex
CREATE INDEX "Incident_toldAt_idx" ON "Incident"("toldAt");

-- CreateIndex
CREATE UNIQUE INDEX "incident_one_open" ON "Incident"("unitId", "kind", "key") WHERE "overAt" IS NULL;

-- CreateIndex
CREATE INDEX "StoredUpdate_botId_state_lane_updateId_idx" ON "StoredUpdate"("botId", "state", "lane", "updateId");

-- CreateIndex
CREATE INDEX "StoredUpdate_receivedAt_idx" ON "StoredUpdate"("receivedAt");

-- CreateIndex
CREATE INDEX "UpdateLane_until_idx" ON "UpdateLane"("until");
