-- CreateEnum
CREATE TYPE "UpdateState" AS ENUM ('waiting', 'handled', 'setAside');

-- AlterTable
ALTER TABLE "DialogState" DROP COLUMN "state",
DROP COLUMN "updateId",
ADD COLUMN     "buried" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sealed" BYTEA,
ADD COLUMN     "taken" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "configuredAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "BackupDay" (
    "dueOn" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "madeAt" TIMESTAMP(3),
    "file" TEXT,
    "bytes" BIGINT,
    "rows" JSONB,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "BackupDay_pkey" PRIMARY KEY ("dueOn")
);

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

-- CreateTable
CREATE TABLE "KeyRing" (
    "id" INTEGER NOT NULL,
    "keyIds" TEXT NOT NULL,

    CONSTRAINT "KeyRing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredUpdate" (
    "botId" BIGINT NOT NULL,
    "updateId" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "sealed" BYTEA,
    "state" "UpdateState" NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "cause" TEXT,
    "receivedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StoredUpdate_pkey" PRIMARY KEY ("botId","updateId")
);

-- CreateTable
CREATE TABLE "UpdateLane" (
    "botId" BIGINT NOT NULL,
    "lane" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "UpdateLane_pkey" PRIMARY KEY ("botId","lane")
);

-- CreateIndex
CREATE INDEX "BackupDay_madeAt_idx" ON "BackupDay"("madeAt");

-- CreateIndex
CREATE UNIQUE INDEX "name_exemption_once" ON "NameExemption"("unitId", "words") WHERE ("withdrawnAt" IS NULL);

-- CreateIndex
CREATE INDEX "Incident_toldAt_idx" ON "Incident"("toldAt");

-- CreateIndex
CREATE UNIQUE INDEX "incident_one_open" ON "Incident"("unitId", "kind", "key") WHERE ("overAt" IS NULL);

-- CreateIndex
CREATE INDEX "StoredUpdate_botId_state_lane_updateId_idx" ON "StoredUpdate"("botId", "state", "lane", "updateId");

-- CreateIndex
CREATE INDEX "StoredUpdate_receivedAt_idx" ON "StoredUpdate"("receivedAt");

-- CreateIndex
CREATE INDEX "UpdateLane_until_idx" ON "UpdateLane"("until");

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameExemption" ADD CONSTRAINT "NameExemption_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
