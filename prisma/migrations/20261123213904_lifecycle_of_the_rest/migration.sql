-- CreateTable
CREATE TABLE "FollowUp" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "visitId" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "ownerId" INTEGER,
    "agencyId" INTEGER,
    "dueOn" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "outcome" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "agreedAt" DATETIME NOT NULL,
    "agreedById" INTEGER NOT NULL,
    "closedAt" DATETIME,
    "closedById" INTEGER,
    CONSTRAINT "FollowUp_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_agreedById_fkey" FOREIGN KEY ("agreedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HolidayTable" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "decree" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "HolidayTable_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "HolidayTable_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProgrammeTrainer" (
    "programmeId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,

    PRIMARY KEY ("programmeId", "personId"),
    CONSTRAINT "ProgrammeTrainer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ProgrammeTrainer_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TimetableSlot" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "programmeId" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "endMinute" INTEGER NOT NULL,
    "since" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "TimetableSlot_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SeatOffer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "enrolmentId" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "offeredAt" DATETIME NOT NULL,
    "lapsesAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "closedById" INTEGER,
    CONSTRAINT "SeatOffer_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SeatOffer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SeatOffer_enrolmentId_fkey" FOREIGN KEY ("enrolmentId") REFERENCES "Enrolment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SeatOffer_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AttendanceSheet" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "sessionId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "participants" JSONB NOT NULL,
    "printedAt" DATETIME NOT NULL,
    "printedById" INTEGER NOT NULL,
    CONSTRAINT "AttendanceSheet_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AttendanceSheet_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AttendanceSheet_printedById_fkey" FOREIGN KEY ("printedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MonthClosing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "closedAt" DATETIME NOT NULL,
    "closedById" INTEGER NOT NULL,
    "reopenedAt" DATETIME,
    "reopenedById" INTEGER,
    "reopenReason" TEXT,
    CONSTRAINT "MonthClosing_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthClosing_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthClosing_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "sessionId" INTEGER,
    "visitId" INTEGER,
    "kind" TEXT NOT NULL DEFAULT 'photo',
    "fileId" TEXT NOT NULL,
    "fileUniqueId" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Attachment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Attachment_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Attachment is what Photo was: its rows go along.
INSERT INTO "Attachment" ("id","unitId","sessionId","visitId","fileId","fileUniqueId","byId","at") SELECT "id","unitId","sessionId","visitId","fileId","fileUniqueId","byId","at" FROM "Photo";

-- DropTable
DROP TABLE "Photo";

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ClosedDay" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'unit',
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "reopenedAt" DATETIME,
    CONSTRAINT "ClosedDay_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ClosedDay_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_ClosedDay" ("at", "byId", "date", "id", "reason", "reopenedAt", "unitId") SELECT "at", "byId", "date", "id", "reason", "reopenedAt", "unitId" FROM "ClosedDay";
DROP TABLE "ClosedDay";
ALTER TABLE "new_ClosedDay" RENAME TO "ClosedDay";
CREATE UNIQUE INDEX "ClosedDay_unitId_date_key" ON "ClosedDay"("unitId", "date");
CREATE TABLE "new_Programme" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "agencyId" INTEGER,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "startsOn" TEXT,
    "endsOn" TEXT,
    "plannedSessions" INTEGER,
    "plannedHours" INTEGER,
    "seats" INTEGER,
    "trainer" TEXT,
    "place" TEXT,
    "officerId" INTEGER,
    "namesShown" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Programme_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Programme_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Programme_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Programme" ("agencyId", "createdAt", "id", "kind", "name", "namesShown", "place", "searchName", "seats", "trainer", "unitId", "version") SELECT "agencyId", "createdAt", "id", "kind", "name", "namesShown", "place", "searchName", "seats", "trainer", "unitId", "version" FROM "Programme";
DROP TABLE "Programme";
ALTER TABLE "new_Programme" RENAME TO "Programme";
CREATE INDEX "Programme_agencyId_idx" ON "Programme"("agencyId");
CREATE UNIQUE INDEX "Programme_unitId_searchName_key" ON "Programme"("unitId", "searchName");
CREATE TABLE "new_Session" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "number" INTEGER,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "topic" TEXT,
    "trainer" TEXT,
    "notes" TEXT,
    "headcount" INTEGER,
    "loggedById" INTEGER,
    "loggedAt" DATETIME,
    "slotId" INTEGER,
    "plannedOn" TEXT,
    "cancelReason" TEXT,
    "cancelNote" TEXT,
    "cancelledAt" DATETIME,
    "cancelledById" INTEGER,
    "catchUpForId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Session_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Session_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Session_loggedById_fkey" FOREIGN KEY ("loggedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Session_slotId_fkey" FOREIGN KEY ("slotId") REFERENCES "TimetableSlot" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Session_cancelledById_fkey" FOREIGN KEY ("cancelledById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Session_catchUpForId_fkey" FOREIGN KEY ("catchUpForId") REFERENCES "Session" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Session" ("endsAt", "headcount", "id", "loggedAt", "loggedById", "notes", "number", "programmeId", "startsAt", "state", "topic", "trainer", "unitId", "version") SELECT "endsAt", "headcount", "id", "loggedAt", "loggedById", "notes", "number", "programmeId", "startsAt", "state", "topic", "trainer", "unitId", "version" FROM "Session";
DROP TABLE "Session";
ALTER TABLE "new_Session" RENAME TO "Session";
CREATE UNIQUE INDEX "Session_catchUpForId_key" ON "Session"("catchUpForId");
CREATE INDEX "Session_unitId_startsAt_idx" ON "Session"("unitId", "startsAt");
CREATE UNIQUE INDEX "Session_programmeId_number_key" ON "Session"("programmeId", "number");
CREATE UNIQUE INDEX "Session_slotId_plannedOn_key" ON "Session"("slotId", "plannedOn");
CREATE UNIQUE INDEX "session_one_at_a_time" ON "Session"("programmeId", "startsAt") WHERE "state" <> 'cancelled';
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "FollowUp_unitId_state_dueOn_idx" ON "FollowUp"("unitId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "FollowUp_visitId_idx" ON "FollowUp"("visitId");

-- CreateIndex
CREATE UNIQUE INDEX "HolidayTable_unitId_year_key" ON "HolidayTable"("unitId", "year");

-- CreateIndex
CREATE INDEX "ProgrammeTrainer_personId_idx" ON "ProgrammeTrainer"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "timetable_slot_once" ON "TimetableSlot"("programmeId", "weekday", "startMinute") WHERE "endedAt" IS NULL;

-- CreateIndex
CREATE INDEX "SeatOffer_programmeId_state_idx" ON "SeatOffer"("programmeId", "state");

-- CreateIndex
CREATE INDEX "SeatOffer_state_lapsesAt_idx" ON "SeatOffer"("state", "lapsesAt");

-- CreateIndex
CREATE UNIQUE INDEX "seat_offer_one_open" ON "SeatOffer"("enrolmentId") WHERE "closedAt" IS NULL;

-- CreateIndex
CREATE INDEX "AttendanceSheet_sessionId_idx" ON "AttendanceSheet"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceSheet_unitId_code_key" ON "AttendanceSheet"("unitId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "month_closed_once" ON "MonthClosing"("unitId", "month") WHERE "reopenedAt" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_sessionId_fileUniqueId_key" ON "Attachment"("sessionId", "fileUniqueId");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_visitId_fileUniqueId_key" ON "Attachment"("visitId", "fileUniqueId");
