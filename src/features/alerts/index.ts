export { createAlertsFeature } from './feature.js';
export { onRecorded } from './service.js';
