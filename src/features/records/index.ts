export { createRecordsFeature } from './feature.js';
