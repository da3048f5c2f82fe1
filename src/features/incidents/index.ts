export { createIncidentsFeature } from './feature.js';
export type { ButtonsFor } from './messages.js';
export type { Incident } from './rules.js';
export type { IncidentsService } from './service.js';
