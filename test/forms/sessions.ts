import type { Walk } from './walk.js';

/** Ways through the forms of sessions. */
export const sessionWalks: readonly Walk[] = [];
