export { createSummariesFeature } from './feature.js';
