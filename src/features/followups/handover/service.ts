import { trace } from '../../../db/trace.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import type { Duties, Whose } from '../../people/index.js';

function ofOwner({ unitId, personId }: Whose) {
  return { unitId, ownerId: personId, state: 'open' as const };
}

/** What somebody has agreed to do and hasn't done; what is closed stays theirs. */
export const followUpDuties: Duties = {
  noun: 'followUps',
  open: async (db, of, { now, zone }) => {
    const today = isoDate(localDate(now, zone));
    const found = await db.followUp.findMany({
      where: 'personId' in of ? ofOwner(of) : { ...of, state: 'open' },
      select: { id: true, version: true, what: true, dueOn: true },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    });
    return found.map(({ id, version, what: label, dueOn: on }) => ({
      id,
      version,
      label,
      on,
      late: on < today,
    }));
  },
  pass: async (tx, whose, { personId, actorId, now }) => {
    const { unitId, personId: from } = whose;
    const found = await tx.followUp.findMany({
      where: ofOwner(whose),
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    await tx.followUp.updateMany({ where: ofOwner(whose), data: { ownerId: personId } });
    for (const { id: subjectId } of found) {
      const what = {
        action: 'followUp.handOver',
        subject: 'followUp',
        subjectId,
        detail: { from, to: personId },
      };
      await trace(tx, { unitId, at: now, actorId, ...what });
    }
  },
};
