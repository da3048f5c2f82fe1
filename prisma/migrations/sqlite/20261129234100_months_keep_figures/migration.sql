-- AlterTable
ALTER TABLE "Programme" ADD COLUMN "minAttendance" INTEGER;

-- CreateTable
CREATE TABLE "MonthReport" (
    "closingId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "asOf" DATETIME NOT NULL,
    "definition" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,
    "rows" JSONB NOT NULL,
    CONSTRAINT "MonthReport_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MonthOpening" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "closingId" INTEGER NOT NULL,
    "matter" TEXT NOT NULL,
    "whom" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "openedAt" DATETIME NOT NULL,
    "openedById" INTEGER NOT NULL,
    "until" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "endedById" INTEGER,
    CONSTRAINT "MonthOpening_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthOpening_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthOpening_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MonthRevision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "closingId" INTEGER NOT NULL,
    "openingId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "rows" JSONB NOT NULL,
    CONSTRAINT "MonthRevision_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthRevision_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "MonthOpening" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthRevision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "month_opening_one_at_a_time" ON "MonthOpening"("closingId") WHERE "endedAt" IS NULL;

-- CreateIndex
CREATE INDEX "MonthRevision_closingId_id_idx" ON "MonthRevision"("closingId", "id");

-- CreateIndex
CREATE INDEX "MonthRevision_openingId_idx" ON "MonthRevision"("openingId");
