export { createFallback, createHelpFeature } from './feature.js';
