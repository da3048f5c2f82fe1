import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { few } from '../../../lib/lists.js';
import { WAITING_STATES } from '../state/rules.js';
import { isIn } from '../visit/store.js';

/** An agency that has not answered so many questions answers them one by one. */
const MOST = 20;

/** The visits still ahead about which agencies of a scope are asked, the newest first. One query. */
export async function openQuestions(db: Reader, scope: Scope, now: Date): Promise<readonly number[]> {
  if (scope.kind !== 'agencies') return [];
  const own = { ...isIn, agencyId: { in: few('agencies', scope.agencyIds) } };
  const rows = await db.visit.findMany({
    where: {
      unitId: scope.unitId,
      OR: [
        {
          state: { in: [...WAITING_STATES, 'confirmed'] },
          startsAt: { gt: now },
          parties: { some: { ...own, answer: 'pending' } },
        },
        {
          state: 'confirmed',
          askedStart: { gt: now },
          parties: { some: { ...own, changeAnswer: 'pending' } },
        },
      ],
    },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  return rows.map(({ id }) => id);
}
