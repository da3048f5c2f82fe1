-- AlterTable
ALTER TABLE "DialogState" ADD COLUMN     "openedBy" INTEGER,
ADD COLUMN     "botId" BIGINT,
ALTER COLUMN "dialog" DROP NOT NULL;

-- A form that is open keeps its buttons: they carry its id so far.
UPDATE "DialogState" SET "openedBy" = "id";

-- AlterTable
ALTER TABLE "DialogState" ALTER COLUMN "openedBy" SET NOT NULL;
