export { createCountsFeature } from './feature.js';
export { measureMonth } from './month/store.js';
export { type EnrolmentTotals, enrolmentTotals } from './service.js';
