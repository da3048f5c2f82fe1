-- AlterTable
ALTER TABLE "DialogState" ADD COLUMN     "unitId" INTEGER;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "actsInId" INTEGER;

-- AlterTable
ALTER TABLE "Unit" ADD COLUMN     "closesAt" INTEGER,
ADD COLUMN     "isKanwil" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kanwilId" INTEGER,
ADD COLUMN     "opensAt" INTEGER;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_actsInId_fkey" FOREIGN KEY ("actsInId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_kanwilId_fkey" FOREIGN KEY ("kanwilId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;
