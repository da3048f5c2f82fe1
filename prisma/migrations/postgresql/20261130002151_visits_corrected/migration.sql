-- AlterTable
ALTER TABLE "ReminderSettings" ADD COLUMN     "later" JSONB;

-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "nextMinutes" TEXT,
ADD COLUMN     "nextReason" TEXT,
ADD COLUMN     "nextVersion" INTEGER;
