/**
 * The parts of the list: today, this week (Monday to Sunday), what is still to come about from today on, those of them
 * in which the reader takes part or waits for an answer, and what was before today or is over.
 */
export const LIST_VIEWS = ['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const;

export type ListView = (typeof LIST_VIEWS)[number];
