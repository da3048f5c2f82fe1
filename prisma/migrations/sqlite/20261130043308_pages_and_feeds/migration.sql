-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "pathHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    CONSTRAINT "CalendarFeed_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "CalendarFeed_telegramId_fkey" FOREIGN KEY ("telegramId") REFERENCES "Person" ("telegramId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_pathHash_key" ON "CalendarFeed"("pathHash");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_one_open" ON "CalendarFeed"("telegramId") WHERE "revokedAt" IS NULL;
