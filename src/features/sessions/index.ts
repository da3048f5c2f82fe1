export { createSessionsFeature } from './feature.js';
export {
  attendanceRate,
  initials,
  NO_MARKS,
  nameView,
  pooled,
  type Rate,
  type Tally,
  tallyOf,
} from './rules.js';
export { type SessionTotals, sessionTotals } from './service.js';
export type { Recorded } from './service-log.js';
export { settleUnitTimetables } from './service-timetable.js';
export { logTap, pastTap, todayTap, viewTap } from './taps.js';
