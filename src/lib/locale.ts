/** The languages on screen, and those that dates and numbers are written in. */
export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language that a code means, as Telegram gives it (`id`, `en-GB`); undefined: none that is on screen here. */
export function localeOf(code: string | undefined): Locale | undefined {
  const language = code?.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === language);
}
