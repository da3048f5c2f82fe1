export { dayOffMark, monthText, unknownYearText, unsuitedText } from './days/messages.js';
export { createCalendarFeature } from './feature.js';
export {
  type ClosedDay,
  type DayOff,
  dayOff,
  officeHours,
  overlaps,
  type Span,
  type Unsuited,
  unknownYears,
  unsuited,
} from './rules.js';
export {
  type CalendarService,
  closedDays,
  createCalendarService,
  mayClose,
  type OnDaysChanged,
} from './service.js';
export { type ClosedDayRow, closedDayOf, closedFrom } from './store.js';
