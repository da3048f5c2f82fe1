const DAY_MS = 24 * 3_600_000;

/** How long what passes is kept, in milliseconds. */
export const KEPT = {
  /** Telegram keeps updates for a day; what is older can't be delivered again. */
  handled: 3 * DAY_MS,
  /** A form left open longer than this is forgotten: it may hold names. */
  forms: 7 * DAY_MS,
  /** For somebody to look at what failed: it may hold names. */
  updates: 30 * DAY_MS,
} as const;
