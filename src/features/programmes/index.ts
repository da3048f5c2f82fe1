export { createProgrammesFeature } from './feature.js';
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
} from './rules.js';
export { isOngoing, type ProgrammeState } from './rules-life.js';
export { type RosterEntry, type RosterRow, rosterAt, rosterOn, rosterWithin } from './service.js';
export { settleUnitSeats } from './service-seats.js';
export { participantListTap, participantTap, programmePageTap, programmeTap } from './taps.js';
