export { createSummariesFeature } from './feature.js';
export { groupLost, groupMoved, topicGone } from './store.js';
