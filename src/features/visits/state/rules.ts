export const VISIT_STATES = [
  'proposed',
  'counterProposed',
  'confirmed',
  'declined',
  'held',
  'nobodyCame',
  'cancelled',
] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** States in which the time is taken: it stands, or somebody still has to answer. */
export const OPEN_STATES = [
  'proposed',
  'counterProposed',
  'confirmed',
] as const satisfies readonly VisitState[];

/** States in which somebody's answer is waited for. */
export const WAITING_STATES = ['proposed', 'counterProposed'] as const satisfies readonly VisitState[];

export const DIRECTIONS = ['toAgency', 'toUnit'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Whose side somebody acts for. */
export const SIDES = ['unit', 'agency'] as const;
export type Side = (typeof SIDES)[number];

/**
 * What can be done to a visit. `suggest`: an agency names another time; `move`: the unit does, and all agencies are
 * asked anew; `goOn`: the unit keeps the time with those who have accepted it, without the others; `edit`: the purpose;
 * `ready`: an agency says again that it comes; `cancel`: the unit calls it off, an agency leaves it; `note`: what is
 * worth keeping afterwards.
 */
export const VISIT_ACTIONS = [
  'accept',
  'suggest',
  'decline',
  'move',
  'goOn',
  'edit',
  'cancel',
  'ready',
  'hold',
  'nobodyCame',
  'note',
] as const;
export type VisitAction = (typeof VISIT_ACTIONS)[number];

/** Reasons at hand for calling off, kept as these words; anything else is kept as it was typed. */
export const CANCEL_CAUSES = ['weather', 'sea', 'emergency', 'us', 'them'] as const;
/** Reasons at hand for declining. */
export const DECLINE_CAUSES = ['away', 'busy'] as const;

const CAUSES: readonly string[] = [...CANCEL_CAUSES, ...DECLINE_CAUSES];

/** Whether a kept reason is one of those at hand, to be said in the reader's language. */
export function isKnownCause(reason: string): boolean {
  return CAUSES.includes(reason);
}

/**
 * The parts of the list: today, this week (Monday to Sunday), from today on, those of them in which the reader takes
 * part or waits for an answer, and those before today.
 */
export const LIST_VIEWS = ['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const;
export type ListView = (typeof LIST_VIEWS)[number];

const WORDS_MAX = 30;

/** What was typed to search for, as a button can carry it: its first letters and digits, parted by single dots. */
export function searchWords(typed: string): string {
  const plain = typed.normalize('NFKD').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/gu, '.')
    .replace(/^\.+/u, '')
    .slice(0, WORDS_MAX)
    .replace(/\.+$/u, '');
}

/** How long a visit lasts unless said otherwise, in minutes. */
export const VISIT_MINUTES = 60;
export const PURPOSE_MAX = 300;
export const REASON_MAX = 300;
/** How many agencies may be asked to one visit. */
export const PARTIES_MAX = 6;
export const LETTER_MAX = 60;
