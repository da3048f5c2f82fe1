export { createAgenciesFeature } from './feature.js';
export { createAgenciesService } from './service.js';
