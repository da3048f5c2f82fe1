/** Who writes each table; everybody else calls its service, also inside their own transaction, and reads its face. */
export const OWNERS = {
  'src/features/people': ['Unit', 'Person', 'Post', 'Invitation', 'AccessRequest'],
  'src/features/agencies': ['Agency'],
  'src/features/visits': [
    'Visit',
    'VisitMember',
    'VisitParty',
    'VisitEvent',
    'VisitPoll',
    'VisitPollTime',
    'VisitPollParty',
    'Installation',
  ],
  'src/features/followups': ['FollowUp'],
  'src/features/agreements': ['Agreement', 'AgreementAgency', 'AgreementStep'],
  'src/features/feed': ['CalendarFeed'],
  'src/features/calendar': ['ClosedDay', 'HolidayTable'],
  'src/features/programmes': [
    'Programme',
    'ProgrammeTrainer',
    'Participant',
    'ParticipantClass',
    'RegisterNumber',
    'FormerName',
    'Merge',
    'NotSame',
    'Enrolment',
    'EnrolmentChange',
    'SeatOffer',
  ],
  'src/features/roster': ['ImportBatch'],
  'src/features/sessions': ['TimetableSlot', 'Session', 'Attendance', 'SessionRevision', 'AttendanceSheet'],
  'src/features/months': ['MonthClosing', 'MonthReport', 'MonthOpening', 'MonthRevision'],
  'src/features/evidence': ['Attachment'],
  'src/features/exemptions': ['NameExemption'],
  'src/features/summaries': ['GroupChat'],
  'src/features/reminders': ['ReminderSettings'],
  'src/features/incidents': ['Incident'],
  'src/delivery': ['Outbox', 'Lease', 'Card'],
  'src/db': ['HandledUpdate', 'AuditEntry'],
  'src/bot': ['DialogState', 'StoredUpdate', 'UpdateLane'],
  'src/keys': ['KeyRing'],
  'src/office': ['BackupDay'],
};

/** Who may read every table, and why. */
export const READS_ALL = {
  'src/features/counts': 'a count goes over the tables of all features, in one statement',
};

/** Who writes and reads tables as they are, and why. */
export const BESIDE = {
  bench: 'fills databases of its own with years of records, which would take hours through services',
  playground: 'fills the demonstration’s own database before the program starts',
};

/** Helpers that write to the table that they are given by name (src/db/bulk.ts). */
export const BULK_WRITERS = ['insertRows', 'updateRows'];
