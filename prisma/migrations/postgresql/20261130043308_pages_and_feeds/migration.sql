-- AlterEnum
ALTER TYPE "VisitVia" ADD VALUE 'page';

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "pathHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_pathHash_key" ON "CalendarFeed"("pathHash");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_one_open" ON "CalendarFeed"("telegramId") WHERE ("revokedAt" IS NULL);

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_telegramId_fkey" FOREIGN KEY ("telegramId") REFERENCES "Person"("telegramId") ON DELETE RESTRICT ON UPDATE CASCADE;
