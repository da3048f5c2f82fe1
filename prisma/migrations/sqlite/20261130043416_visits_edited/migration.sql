-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "hostId" INTEGER;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN "takenOutAt" DATETIME;

-- AlterTable
ALTER TABLE "VisitEvent" ADD COLUMN "detail" TEXT;
