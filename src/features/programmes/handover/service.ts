import { trace } from '../../../db/trace.js';
import type { Duties, Whose } from '../../people/index.js';

const state = { notIn: ['finished' as const, 'cancelled' as const] };

function ofOfficer({ unitId, personId }: Whose) {
  return { unitId, officerId: personId, state };
}

/** Programmes, as their officer answers for them, with what is offered in them; those that are over stay theirs. */
export const programmeDuties: Duties = {
  noun: 'programmes',
  open: async (db, of) => {
    const found = await db.programme.findMany({
      where: 'personId' in of ? ofOfficer(of) : { ...of, state },
      select: { id: true, version: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    return found.map(({ id, version, name: label }) => ({ id, version, label, on: null, late: false }));
  },
  pass: async (tx, whose, { personId, actorId, now }) => {
    const { unitId, personId: from } = whose;
    const found = await tx.programme.findMany({
      where: ofOfficer(whose),
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    await tx.programme.updateMany({ where: ofOfficer(whose), data: { officerId: personId } });
    for (const { id: subjectId } of found) {
      const what = {
        action: 'programme.handOver',
        subject: 'programme',
        subjectId,
        detail: { from, to: personId },
      };
      await trace(tx, { unitId, at: now, actorId, ...what });
    }
  },
};
