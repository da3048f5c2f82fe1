/** What was agreed at visits (follow-ups): who is to do it, by when, and whether it was done. Owns follow-ups. */
export { createFollowUpsFeature, followUpsSection } from './feature.js';
export { daysLeft, type FollowUp } from './followup/rules.js';
export { agreedAt, followUpsDue } from './followup/service.js';
export { followUpsBy } from './followup/store.js';
export { followUpListTap } from './followup/taps.js';
export { followUpDuties } from './handover/service.js';
