-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "hostId" INTEGER;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN     "takenOutAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "VisitEvent" ADD COLUMN     "detail" TEXT;
