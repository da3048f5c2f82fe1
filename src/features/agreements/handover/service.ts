import { trace } from '../../../db/trace.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import type { Duties } from '../../people/index.js';
import { openOf } from '../agreement/store.js';

/** Agreements that somebody answers for and that aren't over; whoever signed and wrote down what stays as it was. */
export const agreementDuties: Duties = {
  noun: 'agreements',
  open: async (db, of, { now, zone }) => {
    const today = isoDate(localDate(now, zone));
    const found = await openOf(db, of);
    return found.map(({ id, version, subject: label, endsOn: on }) => ({
      id,
      version,
      label,
      on,
      late: on !== null && on < today,
    }));
  },
  pass: async (tx, { unitId, personId: from }, { personId, actorId, now }) => {
    for (const { id: subjectId } of await openOf(tx, { unitId, personId: from })) {
      await tx.agreement.updateMany({ where: { id: subjectId, unitId }, data: { officerId: personId } });
      const what = {
        action: 'agreement.handOver',
        subject: 'agreement',
        subjectId,
        detail: { from, to: personId },
      };
      await trace(tx, { unitId, at: now, actorId, ...what });
    }
  },
};
