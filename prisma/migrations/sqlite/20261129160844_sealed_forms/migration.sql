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
