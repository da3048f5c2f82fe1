-- AlterTable
ALTER TABLE "Post" ADD COLUMN "configuredAt" DATETIME;

-- CreateTable
CREATE TABLE "KeyRing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "keyIds" TEXT NOT NULL
);
