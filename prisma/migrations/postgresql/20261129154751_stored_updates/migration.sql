-- CreateEnum
CREATE TYPE "UpdateState" AS ENUM ('waiting', 'handled', 'setAside');

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
CREATE INDEX "StoredUpdate_botId_state_lane_updateId_idx" ON "StoredUpdate"("botId", "state", "lane", "updateId");

-- CreateIndex
CREATE INDEX "StoredUpdate_receivedAt_idx" ON "StoredUpdate"("receivedAt");

-- CreateIndex
CREATE INDEX "UpdateLane_until_idx" ON "UpdateLane"("until");
