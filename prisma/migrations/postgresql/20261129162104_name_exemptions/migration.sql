-- CreateTable
CREATE TABLE "NameExemption" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "grantedById" INTEGER NOT NULL,
    "grantedAt" TIMESTAMP(3) NOT NULL,
    "withdrawnById" INTEGER,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "NameExemption_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "name_exemption_once" ON "NameExemption"("unitId", "words") WHERE ("withdrawnAt" IS NULL);

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
