-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Locale" AS ENUM ('id', 'en');

-- CreateEnum
CREATE TYPE "PostKind" AS ENUM ('head', 'officer', 'humas', 'agencyHead', 'agencyContact');

-- CreateEnum
CREATE TYPE "AccessDecision" AS ENUM ('approved', 'refused');

-- CreateEnum
CREATE TYPE "VisitDirection" AS ENUM ('toAgency', 'toUnit');

-- CreateEnum
CREATE TYPE "VisitState" AS ENUM ('proposed', 'counterProposed', 'confirmed', 'declined', 'held', 'nobodyCame', 'cancelled');

-- CreateEnum
CREATE TYPE "PartyAnswer" AS ENUM ('pending', 'accepted', 'counterProposed', 'declined');

-- CreateEnum
CREATE TYPE "FollowUpState" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "ClosedDayKind" AS ENUM ('unit', 'holiday', 'jointLeave');

-- CreateEnum
CREATE TYPE "VisitEventKind" AS ENUM ('proposed', 'accepted', 'declined', 'counterProposed', 'counterAccepted', 'moved', 'edited', 'cancelled', 'held', 'nobodyCame', 'minutesWritten', 'minutesAgreed', 'minutesCorrected');

-- CreateEnum
CREATE TYPE "ProgrammeKind" AS ENUM ('attitude', 'trade');

-- CreateEnum
CREATE TYPE "ProgrammeState" AS ENUM ('draft', 'open', 'running', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "SeatOfferState" AS ENUM ('open', 'taken', 'passedOver', 'lapsed', 'withdrawn');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('male', 'female');

-- CreateEnum
CREATE TYPE "RegisterClass" AS ENUM ('A_I', 'A_II', 'A_III', 'A_IV', 'A_V', 'B_I', 'B_IIa', 'B_IIb', 'B_III');

-- CreateEnum
CREATE TYPE "Departure" AS ENUM ('released', 'transferred');

-- CreateEnum
CREATE TYPE "EnrolmentState" AS ENUM ('applied', 'waiting', 'active', 'paused', 'ended');

-- CreateEnum
CREATE TYPE "EndReason" AS ENUM ('completed', 'released', 'transferred', 'withdrew', 'dismissed', 'health', 'security', 'unrecorded');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('preview', 'applying', 'applied', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "SessionState" AS ENUM ('planned', 'held', 'cancelled');

-- CreateEnum
CREATE TYPE "SessionCancelReason" AS ENUM ('trainer', 'place', 'security', 'forceMajeure', 'timetable', 'other');

-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('photo', 'sheet', 'voice');

-- CreateEnum
CREATE TYPE "AttendanceMark" AS ENUM ('present', 'late', 'sick', 'excused', 'court', 'refused', 'absent');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('planned', 'sending', 'sent', 'withdrawn', 'dropped', 'setAside');

-- CreateTable
CREATE TABLE "Agency" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "address" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorId" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "detail" JSONB,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClosedDay" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "kind" "ClosedDayKind" NOT NULL DEFAULT 'unit',
    "reason" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "reopenedAt" TIMESTAMP(3),

    CONSTRAINT "ClosedDay_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "Card" (
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "personId" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DialogState" (
    "id" SERIAL NOT NULL,
    "chatId" BIGINT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "dialog" TEXT,
    "state" JSONB NOT NULL,
    "messageId" INTEGER,
    "openedBy" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updateId" INTEGER,
    "botId" BIGINT,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DialogState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enrolment" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "participantId" INTEGER NOT NULL,
    "state" "EnrolmentState" NOT NULL,
    "endReason" "EndReason",
    "endedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnrolmentChange" (
    "id" SERIAL NOT NULL,
    "enrolmentId" INTEGER NOT NULL,
    "state" "EnrolmentState" NOT NULL,
    "reason" "EndReason",
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER,

    CONSTRAINT "EnrolmentChange_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "GroupChat" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "topicId" INTEGER,
    "title" TEXT NOT NULL,
    "agencyId" INTEGER,
    "weekday" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "locale" "Locale" NOT NULL,
    "boundById" INTEGER NOT NULL,
    "boundAt" TIMESTAMP(3) NOT NULL,
    "unboundAt" TIMESTAMP(3),

    CONSTRAINT "GroupChat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MonthClosing" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "closedAt" TIMESTAMP(3) NOT NULL,
    "closedById" INTEGER NOT NULL,
    "closeReason" TEXT,
    "reopenedAt" TIMESTAMP(3),
    "reopenedById" INTEGER,
    "reopenReason" TEXT,

    CONSTRAINT "MonthClosing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" SERIAL NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "subjectVersion" INTEGER NOT NULL,
    "personId" INTEGER,
    "groupId" INTEGER,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "state" "OutboxState" NOT NULL DEFAULT 'planned',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimedBy" TEXT,
    "claimedUntil" TIMESTAMP(3),
    "messageId" INTEGER,
    "sentAt" TIMESTAMP(3),
    "cause" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "registerNumber" TEXT NOT NULL,
    "registerKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "sex" "Sex",
    "birthYear" INTEGER,
    "arrivedOn" TEXT,
    "releaseExpectedOn" TEXT,
    "presentFrom" TIMESTAMP(3) NOT NULL,
    "presentUntil" TIMESTAMP(3),
    "departure" "Departure",
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParticipantClass" (
    "id" SERIAL NOT NULL,
    "participantId" INTEGER NOT NULL,
    "registerClass" "RegisterClass" NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "ParticipantClass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" SERIAL NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" "Locale",
    "unreachableAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "kind" "PostKind" NOT NULL,
    "agencyId" INTEGER,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" "PostKind" NOT NULL,
    "agencyId" INTEGER,
    "invitedById" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "usedById" INTEGER,
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessRequest" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "decision" "AccessDecision",
    "decidedAt" TIMESTAMP(3),
    "decidedById" INTEGER,

    CONSTRAINT "AccessRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Programme" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "agencyId" INTEGER,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "kind" "ProgrammeKind" NOT NULL,
    "state" "ProgrammeState" NOT NULL DEFAULT 'running',
    "startsOn" TEXT,
    "endsOn" TEXT,
    "plannedSessions" INTEGER,
    "plannedHours" INTEGER,
    "seats" INTEGER,
    "trainer" TEXT,
    "place" TEXT,
    "officerId" INTEGER,
    "namesShown" BOOLEAN NOT NULL DEFAULT false,
    "endedAt" TIMESTAMP(3),
    "endedFrom" "ProgrammeState",
    "endReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammeTrainer" (
    "programmeId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,

    CONSTRAINT "ProgrammeTrainer_pkey" PRIMARY KEY ("programmeId","personId")
);

-- CreateTable
CREATE TABLE "ReminderSettings" (
    "personId" INTEGER NOT NULL,
    "muted" JSONB NOT NULL,
    "quietFrom" INTEGER,
    "quietUntil" INTEGER,
    "pausedUntil" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReminderSettings_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "byId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" "ImportState" NOT NULL,
    "asOf" TIMESTAMP(3),
    "rows" JSONB,
    "result" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "ImportBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "number" INTEGER,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "state" "SessionState" NOT NULL,
    "topic" TEXT,
    "trainer" TEXT,
    "notes" TEXT,
    "headcount" INTEGER,
    "loggedById" INTEGER,
    "loggedAt" TIMESTAMP(3),
    "slotId" INTEGER,
    "plannedOn" TEXT,
    "cancelReason" "SessionCancelReason",
    "cancelNote" TEXT,
    "cancelledAt" TIMESTAMP(3),
    "cancelledById" INTEGER,
    "catchUpForId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "id" SERIAL NOT NULL,
    "sessionId" INTEGER NOT NULL,
    "participantId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "mark" "AttendanceMark" NOT NULL,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionRevision" (
    "id" SERIAL NOT NULL,
    "sessionId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER NOT NULL,
    "reason" TEXT,
    "changes" JSONB NOT NULL,

    CONSTRAINT "SessionRevision_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "Unit" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandledUpdate" (
    "botId" BIGINT NOT NULL,
    "updateId" INTEGER NOT NULL,
    "effect" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "HandledUpdate_pkey" PRIMARY KEY ("botId","updateId","effect")
);

-- CreateTable
CREATE TABLE "Visit" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "direction" "VisitDirection" NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" "VisitState" NOT NULL,
    "stateReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "officerId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "searchText" TEXT,
    "letterNumber" TEXT,
    "minutes" TEXT,
    "minutesVersion" INTEGER,

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitMember" (
    "visitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,

    CONSTRAINT "VisitMember_pkey" PRIMARY KEY ("visitId","personId")
);

-- CreateTable
CREATE TABLE "VisitParty" (
    "id" SERIAL NOT NULL,
    "visitId" INTEGER NOT NULL,
    "agencyId" INTEGER NOT NULL,
    "answer" "PartyAnswer" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "proposedStart" TIMESTAMP(3),
    "proposedEnd" TIMESTAMP(3),
    "answeredAt" TIMESTAMP(3),
    "answeredById" INTEGER,
    "minutesAgreed" INTEGER,

    CONSTRAINT "VisitParty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitEvent" (
    "id" SERIAL NOT NULL,
    "visitId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorId" INTEGER,
    "kind" "VisitEventKind" NOT NULL,
    "reason" TEXT,
    "oldStart" TIMESTAMP(3),
    "newStart" TIMESTAMP(3),

    CONSTRAINT "VisitEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Agency_unitId_searchName_key" ON "Agency"("unitId", "searchName");

-- CreateIndex
CREATE INDEX "AuditEntry_unitId_subject_subjectId_idx" ON "AuditEntry"("unitId", "subject", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "ClosedDay_unitId_date_key" ON "ClosedDay"("unitId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "HolidayTable_unitId_year_key" ON "HolidayTable"("unitId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "Card_subject_subjectId_chatId_key" ON "Card"("subject", "subjectId", "chatId");

-- CreateIndex
CREATE UNIQUE INDEX "DialogState_chatId_telegramId_key" ON "DialogState"("chatId", "telegramId");

-- CreateIndex
CREATE INDEX "Enrolment_programmeId_state_idx" ON "Enrolment"("programmeId", "state");

-- CreateIndex
CREATE INDEX "Enrolment_unitId_state_idx" ON "Enrolment"("unitId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_one_open" ON "Enrolment"("participantId", "programmeId") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE INDEX "EnrolmentChange_enrolmentId_from_idx" ON "EnrolmentChange"("enrolmentId", "from");

-- CreateIndex
CREATE INDEX "EnrolmentChange_from_idx" ON "EnrolmentChange"("from");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_change_one_open" ON "EnrolmentChange"("enrolmentId") WHERE ("until" IS NULL);

-- CreateIndex
CREATE INDEX "SeatOffer_programmeId_state_idx" ON "SeatOffer"("programmeId", "state");

-- CreateIndex
CREATE INDEX "SeatOffer_state_lapsesAt_idx" ON "SeatOffer"("state", "lapsesAt");

-- CreateIndex
CREATE UNIQUE INDEX "seat_offer_one_open" ON "SeatOffer"("enrolmentId") WHERE ("closedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_sessionId_fileUniqueId_key" ON "Attachment"("sessionId", "fileUniqueId");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_visitId_fileUniqueId_key" ON "Attachment"("visitId", "fileUniqueId");

-- CreateIndex
CREATE INDEX "FollowUp_unitId_state_dueOn_idx" ON "FollowUp"("unitId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "FollowUp_visitId_idx" ON "FollowUp"("visitId");

-- CreateIndex
CREATE INDEX "GroupChat_unitId_idx" ON "GroupChat"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "group_bound_once" ON "GroupChat"("chatId") WHERE ("unboundAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "month_closed_once" ON "MonthClosing"("unitId", "month") WHERE ("reopenedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_dedupeKey_key" ON "Outbox"("dedupeKey");

-- CreateIndex
CREATE INDEX "Outbox_state_nextAt_priority_idx" ON "Outbox"("state", "nextAt", "priority");

-- CreateIndex
CREATE INDEX "Outbox_kind_subjectId_state_idx" ON "Outbox"("kind", "subjectId", "state");

-- CreateIndex
CREATE INDEX "Outbox_personId_state_idx" ON "Outbox"("personId", "state");

-- CreateIndex
CREATE INDEX "Participant_unitId_searchName_idx" ON "Participant"("unitId", "searchName");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_unitId_registerKey_key" ON "Participant"("unitId", "registerKey");

-- CreateIndex
CREATE INDEX "ParticipantClass_participantId_from_idx" ON "ParticipantClass"("participantId", "from");

-- CreateIndex
CREATE UNIQUE INDEX "participant_class_one_open" ON "ParticipantClass"("participantId") WHERE ("until" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Person_telegramId_key" ON "Person"("telegramId");

-- CreateIndex
CREATE INDEX "Post_unitId_kind_idx" ON "Post"("unitId", "kind");

-- CreateIndex
CREATE INDEX "Post_agencyId_idx" ON "Post"("agencyId");

-- CreateIndex
CREATE UNIQUE INDEX "post_one_open_in_unit" ON "Post"("personId", "unitId", "kind") WHERE ("endedAt" IS NULL AND "agencyId" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "post_one_open_in_agency" ON "Post"("personId", "agencyId", "kind") WHERE ("endedAt" IS NULL AND "agencyId" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_unitId_usedAt_idx" ON "Invitation"("unitId", "usedAt");

-- CreateIndex
CREATE UNIQUE INDEX "access_request_one_open" ON "AccessRequest"("unitId", "personId") WHERE ("decidedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Programme_agencyId_idx" ON "Programme"("agencyId");

-- CreateIndex
CREATE UNIQUE INDEX "Programme_unitId_searchName_key" ON "Programme"("unitId", "searchName");

-- CreateIndex
CREATE INDEX "ProgrammeTrainer_personId_idx" ON "ProgrammeTrainer"("personId");

-- CreateIndex
CREATE INDEX "ImportBatch_unitId_state_idx" ON "ImportBatch"("unitId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Session_catchUpForId_key" ON "Session"("catchUpForId");

-- CreateIndex
CREATE INDEX "Session_unitId_startsAt_idx" ON "Session"("unitId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Session_programmeId_number_key" ON "Session"("programmeId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Session_slotId_plannedOn_key" ON "Session"("slotId", "plannedOn");

-- CreateIndex
CREATE UNIQUE INDEX "session_one_at_a_time" ON "Session"("programmeId", "startsAt") WHERE ("state" <> 'cancelled');

-- CreateIndex
CREATE INDEX "Attendance_participantId_idx" ON "Attendance"("participantId");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_sessionId_participantId_key" ON "Attendance"("sessionId", "participantId");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_sessionId_number_key" ON "Attendance"("sessionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "SessionRevision_sessionId_version_key" ON "SessionRevision"("sessionId", "version");

-- CreateIndex
CREATE INDEX "AttendanceSheet_sessionId_idx" ON "AttendanceSheet"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceSheet_unitId_code_key" ON "AttendanceSheet"("unitId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "timetable_slot_once" ON "TimetableSlot"("programmeId", "weekday", "startMinute") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Unit_name_key" ON "Unit"("name");

-- CreateIndex
CREATE INDEX "HandledUpdate_at_idx" ON "HandledUpdate"("at");

-- CreateIndex
CREATE INDEX "Visit_unitId_startsAt_idx" ON "Visit"("unitId", "startsAt");

-- CreateIndex
CREATE INDEX "Visit_unitId_state_startsAt_idx" ON "Visit"("unitId", "state", "startsAt");

-- CreateIndex
CREATE INDEX "VisitMember_personId_idx" ON "VisitMember"("personId");

-- CreateIndex
CREATE INDEX "VisitParty_agencyId_idx" ON "VisitParty"("agencyId");

-- CreateIndex
CREATE UNIQUE INDEX "VisitParty_visitId_agencyId_key" ON "VisitParty"("visitId", "agencyId");

-- CreateIndex
CREATE INDEX "VisitEvent_visitId_id_idx" ON "VisitEvent"("visitId", "id");

-- AddForeignKey
ALTER TABLE "Agency" ADD CONSTRAINT "Agency_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClosedDay" ADD CONSTRAINT "ClosedDay_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClosedDay" ADD CONSTRAINT "ClosedDay_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HolidayTable" ADD CONSTRAINT "HolidayTable_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HolidayTable" ADD CONSTRAINT "HolidayTable_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnrolmentChange" ADD CONSTRAINT "EnrolmentChange_enrolmentId_fkey" FOREIGN KEY ("enrolmentId") REFERENCES "Enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnrolmentChange" ADD CONSTRAINT "EnrolmentChange_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_enrolmentId_fkey" FOREIGN KEY ("enrolmentId") REFERENCES "Enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatOffer" ADD CONSTRAINT "SeatOffer_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE "GroupChat" ADD CONSTRAINT "GroupChat_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupChat" ADD CONSTRAINT "GroupChat_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupChat" ADD CONSTRAINT "GroupChat_boundById_fkey" FOREIGN KEY ("boundById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MonthClosing" ADD CONSTRAINT "MonthClosing_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "GroupChat"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParticipantClass" ADD CONSTRAINT "ParticipantClass_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeTrainer" ADD CONSTRAINT "ProgrammeTrainer_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammeTrainer" ADD CONSTRAINT "ProgrammeTrainer_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSettings" ADD CONSTRAINT "ReminderSettings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_loggedById_fkey" FOREIGN KEY ("loggedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_slotId_fkey" FOREIGN KEY ("slotId") REFERENCES "TimetableSlot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_cancelledById_fkey" FOREIGN KEY ("cancelledById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_catchUpForId_fkey" FOREIGN KEY ("catchUpForId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionRevision" ADD CONSTRAINT "SessionRevision_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionRevision" ADD CONSTRAINT "SessionRevision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSheet" ADD CONSTRAINT "AttendanceSheet_printedById_fkey" FOREIGN KEY ("printedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimetableSlot" ADD CONSTRAINT "TimetableSlot_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitMember" ADD CONSTRAINT "VisitMember_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitMember" ADD CONSTRAINT "VisitMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitParty" ADD CONSTRAINT "VisitParty_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitParty" ADD CONSTRAINT "VisitParty_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitParty" ADD CONSTRAINT "VisitParty_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitEvent" ADD CONSTRAINT "VisitEvent_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitEvent" ADD CONSTRAINT "VisitEvent_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
