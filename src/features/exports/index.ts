export { createExportsFeature } from './feature.js';
