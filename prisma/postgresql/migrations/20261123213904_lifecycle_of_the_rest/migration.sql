-- CreateEnum
CREATE TYPE "FollowUpState" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "ClosedDayKind" AS ENUM ('unit', 'holiday', 'jointLeave');

-- CreateEnum
CREATE TYPE "ProgrammeState" AS ENUM ('draft', 'open', 'running', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "SeatOfferState" AS ENUM ('open', 'taken', 'passedOver', 'lapsed', 'withdrawn');

-- CreateEnum
CREATE TYPE "SessionCancelReason" AS ENUM ('trainer', 'place', 'security', 'forceMajeure', 'timetable', 'other');

-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('photo', 'sheet', 'voice');

-- DropForeignKey
ALTER TABLE "Photo" DROP CONSTRAINT "Photo_unitId_fkey";

-- DropForeignKey
ALTER TABLE "Photo" DROP CONSTRAINT "Photo_sessionId_fkey";

-- DropForeignKey
ALTER TABLE "Photo" DROP CONSTRAINT "Photo_visitId_fkey";

-- DropForeignKey
ALTER TABLE "Photo" DROP CONSTRAINT "Photo_byId_fkey";

-- AlterTable
ALTER TABLE "ClosedDay" ADD COLUMN     "kind" "ClosedDayKind" NOT NULL DEFAULT 'unit';

-- AlterTable
ALTER TABLE "Programme" ADD COLUMN     "endsOn" TEXT,
ADD COLUMN     "officerId" INTEGER,
ADD COLUMN     "plannedHours" INTEGER,
ADD COLUMN     "plannedSessions" INTEGER,
ADD COLUMN     "startsOn" TEXT,
ADD COLUMN     "state" "ProgrammeState" NOT NULL DEFAULT 'running';

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "cancelNote" TEXT,
ADD COLUMN     "cancelReason" "SessionCancelReason",
ADD COLUMN     "cancelledAt" TIMESTAMP(3),
ADD COLUMN     "cancelledById" INTEGER,
ADD COLUMN     "catchUpForId" INTEGER,
ADD COLUMN     "plannedOn" TEXT,
ADD COLUMN     "slotId" INTEGER,
ALTER COLUMN "number" DROP NOT NULL;

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "visitId" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "ownerId" INTEGER,
    "agencyId" INTEGER,
    "dueOn" TEXT NOT NULL,
    "state" "FollowUpState" NOT NULL DEFAULT 'open',
    "outcome" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "agreedAt" TIMESTAMP(3) NOT NULL,
    "agreedById" INTEGER NOT NULL,
    "closedAt" TIMESTAMP(3),
    "closedById" INTEGER,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HolidayTable" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "decree" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HolidayTable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammeTrainer" (
    "programmeId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,

    CONSTRAINT "ProgrammeTrainer_pkey" PRIMARY KEY ("programmeId","personId")
);

-- CreateTable
CREATE TABLE "TimetableSlot" (
    "id" SERIAL NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "endMinute" INTEGER NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "TimetableSlot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeatOffer" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "enrolmentId" INTEGER NOT NULL,
    "state" "SeatOfferState" NOT NULL DEFAULT 'open',
    "offeredAt" TIMESTAMP(3) NOT NULL,
    "lapsesAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),
    "closedById" INTEGER,

    CONSTRAINT "SeatOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceSheet" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "sessionId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "participants" JSONB NOT NULL,
    "printedAt" TIMESTAMP(3) NOT NULL,
    "printedById" INTEGER NOT NULL,

    CONSTRAINT "AttendanceSheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MonthClosing" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "closedAt" TIMESTAMP(3) NOT NULL,
    "closedById" INTEGER NOT NULL,
    "reopenedAt" TIMESTAMP(3),
    "reopenedById" INTEGER,
    "reopenReason" TEXT,

    CONSTRAINT "MonthClosing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "sessionId" INTEGER,
    "visitId" INTEGER,
    "kind" "AttachmentKind" NOT NULL DEFAULT 'photo',
    "fileId" TEXT NOT NULL,
    "fileUniqueId" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- Attachment is what Photo was: its rows go along.
INSERT INTO "Attachment" ("id","unitId","sessionId","visitId","fileId","fileUniqueId","byId","at") SELECT "id","unitId","sessionId","visitId","fileId","fileUniqueId","byId","at" FROM "Photo";
SELECT setval(pg_get_serial_sequence('"Attachment"', 'id'), (SELECT max("id") FROM "Photo"));

-- DropTable
DROP TABLE "Photo";

-- CreateIndex
CREATE INDEX "FollowUp_unitId_state_dueOn_idx" ON "FollowUp"("unitId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "FollowUp_visitId_idx" ON "FollowUp"("visitId");

-- CreateIndex
CREATE UNIQUE INDEX "HolidayTable_unitId_year_key" ON "HolidayTable"("unitId", "year");

-- CreateIndex
CREATE INDEX "ProgrammeTrainer_personId_idx" ON "ProgrammeTrainer"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "timetable_slot_once" ON "TimetableSlot"("programmeId", "weekday", "startMinute") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE INDEX "SeatOffer_programmeId_state_idx" ON "SeatOffer"("programmeId", "state");

-- CreateIndex
CREATE INDEX "SeatOffer_state_lapsesAt_idx" ON "SeatOffer"("state", "lapsesAt");

-- CreateIndex
CREATE UNIQUE INDEX "seat_offer_one_open" ON "SeatOffer"("enrolmentId") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE INDEX "AttendanceSheet_sessionId_idx" ON "AttendanceSheet"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceSheet_unitId_code_key" ON "AttendanceSheet"("unitId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "month_closed_once" ON "MonthClosing"("unitId", "month") WHERE ("reopenedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_sessionId_fileUniqueId_key" ON "Attachment"("sessionId", "fileUniqueId");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_visitId_fileUniqueId_key" ON "Attachment"("visitId", "fileUniqueId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_catchUpForId_key" ON "Session"("catchUpForId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_slotId_plannedOn_key" ON "Session"("slotId", "plannedOn");

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_agreedById_fkey" FOREIGN KEY ("agreedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HolidayTable" ADD CONSTRAINT "HolidayTable_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HolidayTable" ADD CONSTRAINT "HolidayTable_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeTrainer" ADD CONSTRAINT "ProgrammeTrainer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeTrainer" ADD CONSTRAINT "ProgrammeTrainer_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimetableSlot" ADD CONSTRAINT "TimetableSlot_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_enrolmentId_fkey" FOREIGN KEY ("enrolmentId") REFERENCES "Enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_slotId_fkey" FOREIGN KEY ("slotId") REFERENCES "TimetableSlot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_cancelledById_fkey" FOREIGN KEY ("cancelledById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_catchUpForId_fkey" FOREIGN KEY ("catchUpForId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_printedById_fkey" FOREIGN KEY ("printedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
