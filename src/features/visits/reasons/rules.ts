/** Reasons at hand for calling off, kept as these words; anything else is kept as it was typed. */
export const CANCEL_CAUSES = ['weather', 'sea', 'emergency', 'us', 'them'] as const;

/** Reasons at hand for declining. */
export const DECLINE_CAUSES = ['away', 'busy'] as const;

const CAUSES: readonly string[] = [...CANCEL_CAUSES, ...DECLINE_CAUSES];

/** Whether a kept reason is one of those at hand, to be said in the reader's language. */
export function isKnownCause(reason: string): boolean {
  return CAUSES.includes(reason);
}

export const REASON_MAX = 300;
