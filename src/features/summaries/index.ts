export { createSummariesFeature } from './feature.js';
export { boundGroup, groupLost, groupMoved, groupsBy, topicGone } from './store.js';
