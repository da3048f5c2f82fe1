/** Who answers for a programme, a visit or a follow-up, of the unit and of an agency, and whether they can be reached. */

export type { HoldersOf } from '../people/index.js';
export { answering, contactsAmong, decidersAmong, isInOffice, onDuty, reachable } from './rules.js';
export { peopleAround, unitHeads, unitPeople, unitStaff } from './service.js';
