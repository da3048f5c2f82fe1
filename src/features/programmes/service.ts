export { rosterOn, type RosterEntry } from './store-roster.js';
