-- AlterTable
ALTER TABLE "ReminderSettings" ADD COLUMN "later" JSONB;

-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "nextMinutes" TEXT;
ALTER TABLE "Visit" ADD COLUMN "nextReason" TEXT;
ALTER TABLE "Visit" ADD COLUMN "nextVersion" INTEGER;
