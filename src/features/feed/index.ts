/**
 * Calendar feeds: each person's agreed visits at an address of their own, which they make and end themselves. What
 * stands in them is `visits`' to say.
 */
export { createFeedFeature } from './feature.js';
export { endFeedOf, feedSince } from './service.js';
export { feedsBy } from './store.js';
