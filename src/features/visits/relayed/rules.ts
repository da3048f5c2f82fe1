/** How an agency's answer came, other than through Sambang. */
export const VIAS = ['telephone', 'messenger', 'letter', 'inPerson'] as const;

export type Via = (typeof VIAS)[number];

/** An agency's answer that somebody of the unit writes down: for which agency, how it came, and who gave it. */
export type Relayed = { readonly agencyId: number; readonly via: Via; readonly saidBy: string | null };

export const RELAYED_ANSWERS = ['accept', 'suggest', 'decline'] as const;

export type RelayedAnswer = (typeof RELAYED_ANSWERS)[number];

/** How long a name or a post may be. */
export const SAID_BY_MAX = 80;
