export { createPeopleFeature } from './feature.js';
export { recipientActor } from './recipient/service.js';
export { createPeopleService, holders, type PeopleService } from './service.js';
export { askAccessTap, inviteTap } from './taps.js';
