-- CreateEnum
CREATE TYPE "ActingKind" AS ENUM ('plt', 'plh');

-- CreateEnum
CREATE TYPE "PostEnding" AS ENUM ('moved', 'retired', 'left', 'done', 'lost', 'own', 'succeeded', 'expired', 'configuration', 'other');

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "lastSeenOn" TEXT;

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "acting" "ActingKind",
ADD COLUMN     "actingForId" INTEGER,
ADD COLUMN     "endedBecause" "PostEnding",
ADD COLUMN     "endedById" INTEGER,
ADD COLUMN     "endsAt" TIMESTAMP(3),
ADD COLUMN     "letterNumber" TEXT,
ADD COLUMN     "letterOn" TEXT;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "acting" "ActingKind",
ADD COLUMN     "endsAt" TIMESTAMP(3),
ADD COLUMN     "letterNumber" TEXT,
ADD COLUMN     "letterOn" TEXT,
ADD COLUMN     "overId" INTEGER;

-- CreateIndex
CREATE INDEX "AuditEntry_unitId_actorId_idx" ON "AuditEntry"("unitId", "actorId");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_actingForId_fkey" FOREIGN KEY ("actingForId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_overId_fkey" FOREIGN KEY ("overId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;
