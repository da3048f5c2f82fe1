-- CreateTable
CREATE TABLE "Agreement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,
    "number" TEXT,
    "stage" TEXT NOT NULL DEFAULT 'exploring',
    "startsOn" TEXT,
    "endsOn" TEXT,
    "noticeOn" TEXT,
    "signers" TEXT,
    "notes" TEXT,
    "renewsId" INTEGER,
    "visitId" INTEGER,
    "officerId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Agreement_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Agreement_renewsId_fkey" FOREIGN KEY ("renewsId") REFERENCES "Agreement" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Agreement_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Agreement_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AgreementAgency" (
    "agreementId" INTEGER NOT NULL,
    "agencyId" INTEGER NOT NULL,

    PRIMARY KEY ("agreementId", "agencyId"),
    CONSTRAINT "AgreementAgency_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AgreementAgency_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AgreementStep" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "agreementId" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "reachedOn" TEXT NOT NULL,
    "reason" TEXT,
    "corrects" BOOLEAN NOT NULL DEFAULT false,
    "at" DATETIME NOT NULL,
    "byId" INTEGER NOT NULL,
    CONSTRAINT "AgreementStep_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AgreementStep_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Agreement_unitId_stage_idx" ON "Agreement"("unitId", "stage");

-- CreateIndex
CREATE INDEX "Agreement_visitId_idx" ON "Agreement"("visitId");

-- CreateIndex
CREATE INDEX "Agreement_renewsId_idx" ON "Agreement"("renewsId");

-- CreateIndex
CREATE INDEX "AgreementAgency_agencyId_idx" ON "AgreementAgency"("agencyId");

-- CreateIndex
CREATE INDEX "AgreementStep_agreementId_id_idx" ON "AgreementStep"("agreementId", "id");
