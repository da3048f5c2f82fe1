import type { Walk } from './walk.js';

/** Ways through the forms of programmes, their people and rosters, of agencies, follow-ups, reminders and the calendar. */
export const programmeWalks: readonly Walk[] = [];
