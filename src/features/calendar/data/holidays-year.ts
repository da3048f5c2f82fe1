/** Holidays by the names of Keputusan Presiden 8/2024, and polling days; the words are in the locale files. */
export const HOLIDAY_NAMES = [
  'newYear',
  'chineseNewYear',
  'ascensionOfTheProphet',
  'nyepi',
  'goodFriday',
  'easter',
  'eidAlFitr',
  'labour',
  'ascension',
  'vesak',
  'pancasila',
  'eidAlAdha',
  'islamicNewYear',
  'independence',
  'birthOfTheProphet',
  'christmas',
  'generalElection',
  'regionalElection',
] as const;
export type HolidayName = (typeof HOLIDAY_NAMES)[number];

/** A day of the year, `MM-DD`, and what it is. */
type Day = readonly [day: string, name: HolidayName];

/**
 * The holidays of one year. `decrees`: what they rest on, in the order of issue; the joint decrees (SKB) of the
 * ministers of religious affairs, of manpower, and of state apparatus have three numbers, one of each ministry.
 */
export type HolidayYear = {
  readonly year: number;
  readonly decrees: readonly { readonly title: string; readonly date: string }[];
  readonly national: readonly Day[];
  readonly jointLeave: readonly Day[];
};
