export { createQueueFeature } from './feature.js';
export { tellHeads } from './service.js';
