-- CreateEnum
CREATE TYPE "MonthMatter" AS ENUM ('all', 'sessions', 'participants');

-- CreateEnum
CREATE TYPE "MonthWriters" AS ENUM ('opener', 'officers', 'agencies');

-- AlterEnum
ALTER TYPE "EndReason" ADD VALUE 'didNotPass';

-- AlterTable
ALTER TABLE "Programme" ADD COLUMN     "minAttendance" INTEGER;

-- CreateTable
CREATE TABLE "MonthReport" (
    "closingId" INTEGER NOT NULL,
    "asOf" TIMESTAMP(3) NOT NULL,
    "definition" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "MonthReport_pkey" PRIMARY KEY ("closingId")
);

-- CreateTable
CREATE TABLE "MonthOpening" (
    "id" SERIAL NOT NULL,
    "closingId" INTEGER NOT NULL,
    "matter" "MonthMatter" NOT NULL,
    "whom" "MonthWriters" NOT NULL,
    "reason" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "openedById" INTEGER NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endedById" INTEGER,

    CONSTRAINT "MonthOpening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MonthRevision" (
    "id" SERIAL NOT NULL,
    "closingId" INTEGER NOT NULL,
    "openingId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "MonthRevision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "month_opening_one_at_a_time" ON "MonthOpening"("closingId") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE INDEX "MonthRevision_closingId_id_idx" ON "MonthRevision"("closingId", "id");

-- CreateIndex
CREATE INDEX "MonthRevision_openingId_idx" ON "MonthRevision"("openingId");

-- AddForeignKey
ALTER TABLE "MonthReport" ADD CONSTRAINT "MonthReport_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthOpening" ADD CONSTRAINT "MonthOpening_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthOpening" ADD CONSTRAINT "MonthOpening_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthOpening" ADD CONSTRAINT "MonthOpening_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthRevision" ADD CONSTRAINT "MonthRevision_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "MonthClosing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthRevision" ADD CONSTRAINT "MonthRevision_openingId_fkey" FOREIGN KEY ("openingId") REFERENCES "MonthOpening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthRevision" ADD CONSTRAINT "MonthRevision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
