export { activeOf } from './answer/rules.js';
export { createVisitsFeature } from './feature.js';
export { visitLists } from './lists/service.js';
export type { Direction, VisitState } from './state/rules.js';
export { visitListTap, visitTap } from './visit/taps.js';
