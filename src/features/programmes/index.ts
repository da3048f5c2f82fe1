export type { BulkChanges, ParticipantFacts } from './bulk/rules.js';
export { applyChanges, stampOf } from './bulk/store.js';
export { type Holding, holdingOf, holdsFrom, lastInstant } from './dates/rules.js';
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

export { dayText as dayTextOf } from './form/messages.js';
export { programmeDuties } from './handover/service.js';
export { evidenceLines } from './identity/messages.js';
export {
  addSomebody,
  type Evidence,
  type Identities,
  identify,
  nobody,
  type Whole,
  wholesOf,
} from './identity/rules.js';
export { countedOnce, historiesIn, joinPerson } from './identity/store.js';

export { isOngoing, type ProgrammeState } from './life/rules.js';
export type { PersonSection } from './people/messages.js';
export {
  everybodyIn,
  participantMarks,
  participantsAfter,
  participantsBy,
  peopleLike,
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
export { type BulkUndo, EDITED_FACTS, type Obstacle } from './undo/rules.js';
export { holdersOf, obstaclesTo, undoChanges } from './undo/store.js';
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
