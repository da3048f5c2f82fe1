export { createCountsFeature } from './feature.js';
export { type EnrolmentTotals, enrolmentTotals } from './service.js';
