-- CreateEnum
CREATE TYPE "VisitVia" AS ENUM ('telephone', 'messenger', 'letter', 'inPerson');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "VisitEventKind" ADD VALUE 'changeAsked';
ALTER TYPE "VisitEventKind" ADD VALUE 'changeKept';

-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "askedEnd" TIMESTAMP(3),
ADD COLUMN     "askedStart" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN     "changeAnswer" "PartyAnswer";

-- AlterTable
ALTER TABLE "VisitEvent" ADD COLUMN     "agencyId" INTEGER,
ADD COLUMN     "saidBy" TEXT,
ADD COLUMN     "via" "VisitVia";

-- CreateIndex
CREATE INDEX "VisitEvent_agencyId_idx" ON "VisitEvent"("agencyId");

-- AddForeignKey
ALTER TABLE "VisitEvent" ADD CONSTRAINT "VisitEvent_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;
