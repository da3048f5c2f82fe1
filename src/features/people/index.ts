export { createPeopleFeature } from './feature.js';
export { recipientActor } from './recipient/service.js';
export { createPeopleService, type Holder, holders, markUnreachable, type PeopleService } from './service.js';
export { askAccessTap, inviteTap } from './taps.js';
