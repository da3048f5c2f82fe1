import { isoDate, localDate } from '../lib/zoned.js';
import type { People } from './people.js';

/** Keeps on which day somebody was last seen, and no more of it than that. */
export type Seen = (
  known: { readonly personId: number; readonly lastSeenOn: string | null; readonly zone: string },
  now: Date,
) => Promise<void>;

/** One statement a day and person; where it fails, nobody who writes is any the worse for it, and it isn't tried again. */
export function createSeen({ markSeen }: Pick<People, 'markSeen'>): Seen {
  let today = '';
  const tried = new Set<number>();
  return async ({ personId, lastSeenOn, zone }, now) => {
    const day = isoDate(localDate(now, zone));
    if (lastSeenOn !== null && lastSeenOn >= day) return;
    if (day > today) {
      today = day;
      tried.clear();
    }
    if (tried.has(personId)) return;
    tried.add(personId);
    await markSeen(personId, day).catch(() => undefined);
  };
}
