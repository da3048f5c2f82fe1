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
  type Sex,
} from './enrolment/rules.js';
export { createProgrammesFeature } from './feature.js';
export { isOngoing, type ProgrammeState } from './life/rules.js';
export { type RosterEntry, type RosterRow, rosterAt, rosterOn, rosterWithin } from './people/store.js';
export { settleUnitSeats } from './seats/service.js';
export type { Timetable } from './step/service.js';
export { participantListTap, participantTap, programmePageTap, programmeTap } from './taps.js';
