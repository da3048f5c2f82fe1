export { createFollowUpsFeature } from './feature.js';
export { daysLeft, type FollowUp } from './followup/rules.js';
export { agreedAt, followUpsDue } from './followup/service.js';
export { followUpListTap } from './followup/taps.js';
