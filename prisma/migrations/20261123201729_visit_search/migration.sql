-- AlterTable
ALTER TABLE "Visit" ADD COLUMN "searchText" TEXT;

-- Purposes from before, as near to how they are kept from now on as SQL comes.
UPDATE "Visit" SET "searchText" = lower("purpose");
