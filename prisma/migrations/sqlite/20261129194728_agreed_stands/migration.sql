-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "askedEnd" DATETIME;
ALTER TABLE "Visit" ADD COLUMN "askedStart" DATETIME;

-- AlterTable
ALTER TABLE "VisitParty" ADD COLUMN "changeAnswer" TEXT;
