export { createVisitsFeature } from './feature.js';
export { visitLists } from './lists/service.js';
export { visitListTap } from './lists/taps.js';
export type { Direction, VisitState } from './state/rules.js';
export { activeOf } from './state/rules.js';
export { visitTap } from './visit/taps.js';
