-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_DialogState" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "chatId" BIGINT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "dialog" TEXT,
    "state" JSONB NOT NULL,
    "messageId" INTEGER,
    "openedBy" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updateId" INTEGER,
    "botId" BIGINT,
    "updatedAt" DATETIME NOT NULL
);
-- A form that is open keeps its buttons: they carry its id so far.
INSERT INTO "new_DialogState" ("chatId", "dialog", "id", "openedBy", "messageId", "state", "telegramId", "updateId", "updatedAt", "version") SELECT "chatId", "dialog", "id", "id", "messageId", "state", "telegramId", "updateId", "updatedAt", "version" FROM "DialogState";
DROP TABLE "DialogState";
ALTER TABLE "new_DialogState" RENAME TO "DialogState";
CREATE UNIQUE INDEX "DialogState_chatId_telegramId_key" ON "DialogState"("chatId", "telegramId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
