/** Where the present moment comes from. Only main makes the real one. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };
