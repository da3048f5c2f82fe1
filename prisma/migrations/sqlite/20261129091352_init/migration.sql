-- CreateTable
CREATE TABLE "Agency" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "address" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Agency_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "detail" JSONB,
    CONSTRAINT "AuditEntry_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AuditEntry_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClosedDay" (
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
CREATE TABLE "Card" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subject" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "personId" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DialogState" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "chatId" BIGINT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "dialog" TEXT,
    "state" JSONB NOT NULL,
    "messageId" INTEGER,
    "openedBy" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updateId" INTEGER,
    "botId" BIGINT,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Enrolment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "programmeId" INTEGER NOT NULL,
    "participantId" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "endReason" TEXT,
    "endedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Enrolment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Enrolment_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Enrolment_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "EnrolmentChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "enrolmentId" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    "recordedAt" DATETIME NOT NULL,
    "byId" INTEGER,
    CONSTRAINT "EnrolmentChange_enrolmentId_fkey" FOREIGN KEY ("enrolmentId") REFERENCES "Enrolment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "EnrolmentChange_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
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
CREATE TABLE "GroupChat" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "topicId" INTEGER,
    "title" TEXT NOT NULL,
    "agencyId" INTEGER,
    "weekday" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "boundById" INTEGER NOT NULL,
    "boundAt" DATETIME NOT NULL,
    "unboundAt" DATETIME,
    CONSTRAINT "GroupChat_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "GroupChat_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "GroupChat_boundById_fkey" FOREIGN KEY ("boundById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MonthClosing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "closedAt" DATETIME NOT NULL,
    "closedById" INTEGER NOT NULL,
    "closeReason" TEXT,
    "reopenedAt" DATETIME,
    "reopenedById" INTEGER,
    "reopenReason" TEXT,
    CONSTRAINT "MonthClosing_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthClosing_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthClosing_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "dedupeKey" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "subjectVersion" INTEGER NOT NULL,
    "personId" INTEGER,
    "groupId" INTEGER,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "dueAt" DATETIME NOT NULL,
    "nextAt" DATETIME NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimedBy" TEXT,
    "claimedUntil" DATETIME,
    "messageId" INTEGER,
    "sentAt" DATETIME,
    "cause" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Outbox_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Outbox_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Outbox_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "GroupChat" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "until" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "registerNumber" TEXT NOT NULL,
    "registerKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "sex" TEXT,
    "birthYear" INTEGER,
    "arrivedOn" TEXT,
    "releaseExpectedOn" TEXT,
    "presentFrom" DATETIME NOT NULL,
    "presentUntil" DATETIME,
    "departure" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Participant_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ParticipantClass" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "participantId" INTEGER NOT NULL,
    "registerClass" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    CONSTRAINT "ParticipantClass_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "telegramId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT,
    "unreachableAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "agencyId" INTEGER,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "Post_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Post_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "agencyId" INTEGER,
    "invitedById" INTEGER,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "usedById" INTEGER,
    "revokedAt" DATETIME,
    CONSTRAINT "Invitation_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Invitation_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Invitation_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Invitation_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccessRequest" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "decision" TEXT,
    "decidedAt" DATETIME,
    "decidedById" INTEGER,
    CONSTRAINT "AccessRequest_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AccessRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AccessRequest_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Programme" (
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
    "endedAt" DATETIME,
    "endedFrom" TEXT,
    "endReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Programme_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Programme_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Programme_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
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
CREATE TABLE "ReminderSettings" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "muted" JSONB NOT NULL,
    "quietFrom" INTEGER,
    "quietUntil" INTEGER,
    "pausedUntil" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ReminderSettings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "byId" INTEGER NOT NULL,
    "chatId" BIGINT NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asOf" DATETIME,
    "rows" JSONB,
    "result" JSONB,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "ImportBatch_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ImportBatch_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
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

-- CreateTable
CREATE TABLE "Attendance" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sessionId" INTEGER NOT NULL,
    "participantId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "mark" TEXT NOT NULL,
    CONSTRAINT "Attendance_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Attendance_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionRevision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sessionId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" INTEGER NOT NULL,
    "reason" TEXT,
    "changes" JSONB NOT NULL,
    CONSTRAINT "SessionRevision_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionRevision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
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
CREATE TABLE "Unit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "HandledUpdate" (
    "botId" BIGINT NOT NULL,
    "updateId" INTEGER NOT NULL,
    "effect" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("botId", "updateId", "effect")
);

-- CreateTable
CREATE TABLE "Visit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "direction" TEXT NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stateReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "officerId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "searchText" TEXT,
    "letterNumber" TEXT,
    "minutes" TEXT,
    "minutesVersion" INTEGER,
    CONSTRAINT "Visit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Visit_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitMember" (
    "visitId" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,

    PRIMARY KEY ("visitId", "personId"),
    CONSTRAINT "VisitMember_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitParty" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "visitId" INTEGER NOT NULL,
    "agencyId" INTEGER NOT NULL,
    "answer" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "proposedStart" DATETIME,
    "proposedEnd" DATETIME,
    "answeredAt" DATETIME,
    "answeredById" INTEGER,
    "minutesAgreed" INTEGER,
    CONSTRAINT "VisitParty_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitParty_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitParty_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "visitId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" INTEGER,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "oldStart" DATETIME,
    "newStart" DATETIME,
    CONSTRAINT "VisitEvent_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "VisitEvent_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
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
CREATE UNIQUE INDEX "enrolment_one_open" ON "Enrolment"("participantId", "programmeId") WHERE "endedAt" IS NULL;

-- CreateIndex
CREATE INDEX "EnrolmentChange_enrolmentId_from_idx" ON "EnrolmentChange"("enrolmentId", "from");

-- CreateIndex
CREATE INDEX "EnrolmentChange_from_idx" ON "EnrolmentChange"("from");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_change_one_open" ON "EnrolmentChange"("enrolmentId") WHERE "until" IS NULL;

-- CreateIndex
CREATE INDEX "SeatOffer_programmeId_state_idx" ON "SeatOffer"("programmeId", "state");

-- CreateIndex
CREATE INDEX "SeatOffer_state_lapsesAt_idx" ON "SeatOffer"("state", "lapsesAt");

-- CreateIndex
CREATE UNIQUE INDEX "seat_offer_one_open" ON "SeatOffer"("enrolmentId") WHERE "closedAt" IS NULL;

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
CREATE UNIQUE INDEX "group_bound_once" ON "GroupChat"("chatId") WHERE "unboundAt" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "month_closed_once" ON "MonthClosing"("unitId", "month") WHERE "reopenedAt" IS NULL;

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
CREATE UNIQUE INDEX "participant_class_one_open" ON "ParticipantClass"("participantId") WHERE "until" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Person_telegramId_key" ON "Person"("telegramId");

-- CreateIndex
CREATE INDEX "Post_unitId_kind_idx" ON "Post"("unitId", "kind");

-- CreateIndex
CREATE INDEX "Post_agencyId_idx" ON "Post"("agencyId");

-- CreateIndex
CREATE UNIQUE INDEX "post_one_open_in_unit" ON "Post"("personId", "unitId", "kind") WHERE "endedAt" IS NULL AND "agencyId" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "post_one_open_in_agency" ON "Post"("personId", "agencyId", "kind") WHERE "endedAt" IS NULL AND "agencyId" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_unitId_usedAt_idx" ON "Invitation"("unitId", "usedAt");

-- CreateIndex
CREATE UNIQUE INDEX "access_request_one_open" ON "AccessRequest"("unitId", "personId") WHERE "decidedAt" IS NULL;

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
CREATE UNIQUE INDEX "session_one_at_a_time" ON "Session"("programmeId", "startsAt") WHERE "state" <> 'cancelled';

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
CREATE UNIQUE INDEX "timetable_slot_once" ON "TimetableSlot"("programmeId", "weekday", "startMinute") WHERE "endedAt" IS NULL;

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
