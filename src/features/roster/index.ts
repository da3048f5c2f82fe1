export { createRosterFeature } from './feature.js';
export { readRoster } from './rules-read.js';
export { keepRoster, viewBatch } from './service.js';
export { applyBatch, startApplying } from './service-apply.js';
export { dateBatch, decide } from './service-decide.js';
