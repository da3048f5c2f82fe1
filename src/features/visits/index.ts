/**
 * Visits between the unit and the agencies that help it: proposed, answered, held or called off, with their minutes.
 * Owns visits, who is asked to them and what was done to them; what comes of one is added by others (`VisitSection`).
 */
export type { Question, SectionDrawn, VisitSection } from './card/rules.js';
export { unansweredVisits } from './escalation/store.js';
export { createVisitsFeature } from './feature.js';
export { pollDuties, visitDuties } from './handover/service.js';
export { calendarFeed } from './invite/messages.js';
export { feedEntries } from './invite/service.js';
export { subscribeTap } from './invite/taps.js';
export { visitLists } from './lists/service.js';
export { visitListTap } from './lists/taps.js';
export { REASON_MAX } from './reasons/rules.js';
export { SAID_BY_MAX } from './relayed/rules.js';
export { type Asked, answerByLink, askedByLink } from './relayed/service.js';
export {
  type Attendee,
  type AttendingParty,
  countHanging,
  type MinutedVisit,
  minutedVisit,
  partnersOf,
  visitsBetween,
  visitsBy,
} from './reports/store.js';
export { activeOf, isChanging, isWaiting, type VisitState } from './state/rules.js';
export { colleagueText, placeText } from './visit/messages.js';
export { visitTap } from './visit/taps.js';
