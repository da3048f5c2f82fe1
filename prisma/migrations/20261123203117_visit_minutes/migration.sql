-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "letterNumber" TEXT;
ALTER TABLE "Visit" ADD COLUMN "minutes" TEXT;
ALTER TABLE "Visit" ADD COLUMN "minutesVersion" INTEGER;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN "minutesAgreed" INTEGER;
