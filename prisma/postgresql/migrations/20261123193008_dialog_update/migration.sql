-- AlterTable
ALTER TABLE "DialogState" ADD COLUMN     "updateId" INTEGER;
