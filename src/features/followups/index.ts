export { createFollowUpsFeature } from './feature.js';
export { daysLeft, type FollowUp } from './rules.js';
export { agreedAt, followUpsDue } from './service.js';
export { followUpListTap } from './taps.js';
