export { createSummariesFeature } from './feature.js';
export { groupLost, groupMoved, groupsBy, topicGone } from './store.js';
