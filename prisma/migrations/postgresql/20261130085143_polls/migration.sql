-- CreateEnum
CREATE TYPE "VisitPollState" AS ENUM ('open', 'fixed', 'cancelled');

-- CreateTable
CREATE TABLE "VisitPoll" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "direction" "VisitDirection" NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" "VisitPollState" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "officerId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "deadline" TIMESTAMP(3) NOT NULL,
    "visitId" INTEGER,

    CONSTRAINT "VisitPoll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitPollTime" (
    "id" SERIAL NOT NULL,
    "pollId" INTEGER NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "VisitPollTime_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitPollParty" (
    "id" SERIAL NOT NULL,
    "pollId" INTEGER NOT NULL,
    "agencyId" INTEGER NOT NULL,
    "ticks" TEXT NOT NULL,
    "answeredAt" TIMESTAMP(3),
    "answeredById" INTEGER,
    "via" "VisitVia",
    "saidBy" TEXT,

    CONSTRAINT "VisitPollParty_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "VisitPoll_visitId_key" ON "VisitPoll"("visitId");

-- CreateIndex
CREATE INDEX "VisitPoll_unitId_state_deadline_idx" ON "VisitPoll"("unitId", "state", "deadline");

-- CreateIndex
CREATE UNIQUE INDEX "VisitPollTime_pollId_startsAt_key" ON "VisitPollTime"("pollId", "startsAt");

-- CreateIndex
CREATE INDEX "VisitPollParty_agencyId_idx" ON "VisitPollParty"("agencyId");

-- CreateIndex
CREATE UNIQUE INDEX "VisitPollParty_pollId_agencyId_key" ON "VisitPollParty"("pollId", "agencyId");

-- AddForeignKey
ALTER TABLE "VisitPoll" ADD CONSTRAINT "VisitPoll_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPoll" ADD CONSTRAINT "VisitPoll_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPoll" ADD CONSTRAINT "VisitPoll_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPollTime" ADD CONSTRAINT "VisitPollTime_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "VisitPoll"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPollParty" ADD CONSTRAINT "VisitPollParty_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "VisitPoll"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPollParty" ADD CONSTRAINT "VisitPollParty_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitPollParty" ADD CONSTRAINT "VisitPollParty_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
