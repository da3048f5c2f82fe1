-- CreateTable
CREATE TABLE "NameExemption" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "grantedById" INTEGER NOT NULL,
    "grantedAt" DATETIME NOT NULL,
    "withdrawnById" INTEGER,
    "withdrawnAt" DATETIME,
    CONSTRAINT "NameExemption_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "NameExemption_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "NameExemption_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "name_exemption_once" ON "NameExemption"("unitId", "words") WHERE "withdrawnAt" IS NULL;
