import type { Party, Visit } from '../visit/rules.js';

/** What of a visit stands in calendars; `changedAt`: when it last changed. */
export type Entry = Pick<
  Visit,
  'id' | 'unitId' | 'direction' | 'hostId' | 'startsAt' | 'endsAt' | 'purpose' | 'state' | 'sequence'
> & {
  readonly changedAt: Date;
  readonly parties: readonly Pick<Party, 'agencyId' | 'agencyName' | 'address' | 'answer'>[];
};

const DAY_MS = 24 * 60 * 60_000;

/** How far back a feed reaches: a calendar that drops what has just been looks as if it had been called off. */
export const FEED_BACK_MS = 90 * DAY_MS;

/** So many visits stand in a feed at most, those that come last. */
export const FEED_MOST = 500;
