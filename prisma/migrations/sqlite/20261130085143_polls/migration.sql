-- CreateTable
CREATE TABLE "VisitPoll" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "direction" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "officerId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deadline" DATETIME NOT NULL,
    "visitId" INTEGER,
    CONSTRAINT "VisitPoll_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitPoll_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitPoll_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitPollTime" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "pollId" INTEGER NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    CONSTRAINT "VisitPollTime_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "VisitPoll" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitPollParty" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "pollId" INTEGER NOT NULL,
    "agencyId" INTEGER NOT NULL,
    "ticks" TEXT NOT NULL,
    "answeredAt" DATETIME,
    "answeredById" INTEGER,
    "via" TEXT,
    "saidBy" TEXT,
    CONSTRAINT "VisitPollParty_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "VisitPoll" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitPollParty_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitPollParty_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
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
