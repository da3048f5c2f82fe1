-- CreateTable
CREATE TABLE "Incident" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" BLOB NOT NULL,
    "at" DATETIME NOT NULL,
    "told" INTEGER NOT NULL DEFAULT 1,
    "toldAt" DATETIME NOT NULL,
    "overAt" DATETIME,
    CONSTRAINT "Incident_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Incident_toldAt_idx" ON "Incident"("toldAt");

-- CreateIndex
CREATE UNIQUE INDEX "incident_one_open" ON "Incident"("unitId", "kind", "key") WHERE "overAt" IS NULL;
