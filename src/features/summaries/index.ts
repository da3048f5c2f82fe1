export { createSummariesFeature } from './feature.js';
export { boundGroup, groupLost, groupMoved, groupsBy, titlesBy, topicGone } from './store.js';
