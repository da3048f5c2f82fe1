-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "VisitEventKind" ADD VALUE 'minutesWritten';
ALTER TYPE "VisitEventKind" ADD VALUE 'minutesAgreed';
ALTER TYPE "VisitEventKind" ADD VALUE 'minutesCorrected';

-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "letterNumber" TEXT,
ADD COLUMN     "minutes" TEXT,
ADD COLUMN     "minutesVersion" INTEGER;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN     "minutesAgreed" INTEGER;
