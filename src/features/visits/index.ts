export { createVisitsFeature } from './feature.js';
export type { Direction, VisitState } from './rules.js';
export { activeOf } from './rules-parties.js';
export { visitLists } from './service-lists.js';
export { visitListTap, visitTap } from './taps.js';
