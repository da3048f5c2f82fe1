export { applyBatch, startApplying } from './apply/service.js';
export { dateBatch, decide } from './decide/service.js';
export { createRosterFeature } from './feature.js';
export { keepRoster, viewBatch } from './service.js';
export { batchesBy } from './store.js';
