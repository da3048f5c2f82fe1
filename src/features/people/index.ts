export { createPeopleFeature } from './feature.js';
export {
  addressesOf,
  agencyPostsOf,
  type Colleague,
  colleaguesBy,
  colleaguesIn,
  holdsOffice,
  officersIn,
  peopleOf,
  postholderNames,
  postholdersIn,
} from './posts/store.js';
export { recipientActor } from './recipient/service.js';
export { createPeopleService, type PeopleService } from './service.js';
export { type Holder, holders, markUnreachable } from './store.js';
export { askAccessTap, inviteTap } from './taps.js';
export { units, unitsBy } from './units/store.js';
