export { createPeopleFeature } from './feature.js';
export { createPeopleService, holders, type PeopleService } from './service.js';
export { recipientActor } from './service-recipient.js';
export { askAccessTap, inviteTap } from './taps.js';
