-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "configuredAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "KeyRing" (
    "id" INTEGER NOT NULL,
    "keyIds" TEXT NOT NULL,

    CONSTRAINT "KeyRing_pkey" PRIMARY KEY ("id")
);
