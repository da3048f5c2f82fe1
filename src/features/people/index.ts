export { createPeopleFeature } from './feature.js';
export type { HeadLeft } from './posts/service.js';
export {
  addressesOf,
  type Colleague,
  colleaguesIn,
  holdsOffice,
  type Posted,
  postedIn,
  postholderNames,
  telegramIdsPosted,
} from './posts/store.js';
export { recipientActor } from './recipient/service.js';
export type { WithBackups } from './rules.js';
export { createPeopleService, type PeopleService } from './service.js';
export { type Holder, type HoldersOf, holders, markUnreachable } from './store.js';
export { askAccessTap, inviteTap } from './taps.js';
export { units, unitsBy } from './units/store.js';
