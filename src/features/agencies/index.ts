export { createAgenciesFeature } from './feature.js';
export { createAgenciesService } from './service.js';
export { agenciesIn, agencyIn, countAgencies } from './store.js';
