import type { Reader } from '../../../db/database.js';
import { WAITING_STATES } from '../state/rules.js';
import { isIn } from '../visit/store.js';

/** Visits that somebody's agencies haven't answered about, or about another time of, the earliest first. */
export async function questionsTo(
  db: Reader,
  personId: number,
  after: Date,
): Promise<{ readonly id: number; readonly unitId: number }[]> {
  const theirs = { agency: { posts: { some: { personId, endedAt: null } } } };
  return db.visit.findMany({
    where: {
      OR: [
        {
          // Also of what is agreed already, where they are asked to join.
          state: { in: [...WAITING_STATES, 'confirmed'] },
          startsAt: { gt: after },
          parties: { some: { answer: 'pending', ...isIn, ...theirs } },
        },
        {
          state: 'confirmed',
          askedStart: { gt: after },
          parties: { some: { changeAnswer: 'pending', ...isIn, ...theirs } },
        },
      ],
    },
    select: { id: true, unitId: true },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
}
