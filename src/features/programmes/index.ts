export type { BulkChanges, ParticipantFacts } from './bulk/rules.js';
export { applyChanges } from './bulk/store.js';
export {
  ENROLLED_STATES,
  type EndReason,
  type EnrolmentState,
  formatRegisterClass,
  isEnrolled,
  LEGAL_STATUSES,
  type LegalStatus,
  legalStatus,
  mayMove,
  PROGRAMME_KINDS,
  type ProgrammeKind,
  parseRegisterClass,
  parseSex,
  REGISTER_CLASSES,
  type RegisterClass,
  registerKey,
} from './enrolment/rules.js';
export { hasEnrolmentsBy } from './enrolment/store.js';
export {
  isProgrammeOf,
  type ListedProgramme,
  type ProgrammeFacts,
  programmeFacts,
  programmeRows,
  programmesIn,
  programmesOf,
  scopeOn,
} from './facts/store.js';
export { createProgrammesFeature } from './feature.js';
export { isOngoing, type ProgrammeState } from './life/rules.js';
export type { PersonSection } from './people/messages.js';
export {
  everybodyIn,
  participantMarks,
  participantsAfter,
  participantsBy,
  type RecordedParticipant,
  type RosterEntry,
  type RosterRow,
  rosterAt,
  rosterOn,
  rosterWithin,
} from './people/store.js';
export {
  type Plannable,
  type PlannableColumns,
  plannableColumns,
  plannableIn,
  plannableOf,
  plannableRows,
  programmesToPlan,
  restingProgrammes,
  trainerRows,
  trainersInOffice,
} from './planning/store.js';
export { settleUnitSeats } from './seats/service.js';
export type { Timetable } from './step/service.js';
export { participantListTap, participantTap, programmePageTap, programmeTap } from './taps.js';
export {
  type EnrolmentRow,
  enrolmentRows,
  type RunningProgramme,
  runningOf,
  type Watched,
  type WatchedRow,
  watchedOf,
  watchedRows,
} from './watch/store.js';
