/** The languages on screen, and those that dates and numbers are written in. */
export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
