export {
  attendanceRate,
  initials,
  nameView,
  pooled,
  type Rate,
  type Tally,
  tallyOf,
} from './attendance/rules.js';
export {
  type Attended,
  type Enrolled,
  enrolledAmong,
  findAttended,
  type Marked,
  markedAt,
  nextPlanned,
  pulses,
  type Running,
  type SheetTally,
  sheetsSince,
} from './attendance/store.js';
export { countUnrecorded, plannedByProgramme, plannedIn } from './coming/store.js';
export { attendanceMarks, type Mark } from './exceptions/rules.js';
export { createSessionsFeature, timetable } from './feature.js';
export type { Recorded } from './log/service.js';
export { personSection } from './person/bot.js';
export { slotsBy } from './plan/store.js';
export {
  attendedSince,
  programmesWithSessions,
  type SessionRecord,
  type SheetRecord,
  sessionRecords,
  sheetRecords,
} from './records/store.js';
export { sessionsBy } from './session/store.js';
export { settleUnitTimetables } from './settle/service.js';
export { logTap, pastTap, todayTap, viewTap } from './taps.js';
export { type SlotTime, slotText } from './timetable/rules.js';
export { type SessionTotals, sessionTotals } from './totals/store.js';
