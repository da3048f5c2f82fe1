-- AlterTable
ALTER TABLE "DialogState" DROP COLUMN "state",
DROP COLUMN "updateId",
ADD COLUMN     "buried" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sealed" BYTEA,
ADD COLUMN     "taken" JSONB NOT NULL DEFAULT '[]';
