-- CreateTable
CREATE TABLE "Incident" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" BYTEA NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "told" INTEGER NOT NULL DEFAULT 1,
    "toldAt" TIMESTAMP(3) NOT NULL,
    "overAt" TIMESTAMP(3),

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Incident_toldAt_idx" ON "Incident"("toldAt");

-- CreateIndex
CREATE UNIQUE INDEX "incident_one_open" ON "Incident"("unitId", "kind", "key") WHERE ("overAt" IS NULL);

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
