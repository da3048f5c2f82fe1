export { becauseText, heldName } from './ending/messages.js';
export type { Around, Duties, HeldPost, Of, Whose } from './ending/rules.js';
export { actedPosts } from './ending/store.js';
export { endAskTap } from './ending/taps.js';
export { createPeopleFeature } from './feature.js';
export { heldAt, isHeld } from './held/store.js';
export { triesCode } from './invitations/rules.js';
export { type About, invitationsBy, postsBy, requestsBy } from './names/store.js';
export type { HeadLeft } from './posts/service.js';
export {
  addressesOf,
  type Colleague,
  colleaguesIn,
  holdsOffice,
  namesIn,
  type Posted,
  postedIn,
  postholderNames,
  telegramIdsPosted,
} from './posts/store.js';
export { recipientActor } from './recipient/service.js';
export { presence } from './roll/messages.js';
export type { Member } from './roll/rules.js';
export { historyOf, membersOf, type PersonHistory, peopleOf } from './roll/service.js';
export { memberTap } from './roll/taps.js';
export type { WithBackups } from './rules.js';
export { claimAnew, createPeopleService, type PeopleService } from './service.js';
export { type Holder, type HoldersOf, holders, markUnreachable } from './store.js';
export { askAccessTap, inviteTap } from './taps.js';
export { units, unitsBelow, unitsBy } from './units/store.js';
