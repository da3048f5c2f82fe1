export { createTrailFeature } from './feature.js';
