import type { Notice } from '../../delivery/notice.js';
import { RESUMED } from './apply/service.js';
import { batchCard } from './messages.js';
import { findBatch } from './store.js';

/** How an import ended that broke off and was taken up again, for the officer who started it. */
const resumed: Notice = {
  stillDue: async ({ db, unit, subjectId }) => {
    const batch = await findBatch(db.read, unit.id, subjectId);
    return batch ? { send: true } : { drop: 'gone' };
  },
  render: async ({ db, unit, subjectId, t, locale, now }) => {
    const batch = await findBatch(db.read, unit.id, subjectId);
    if (!batch) return undefined;
    const voice = { t, locale, now, zone: unit.zone };
    if (batch.result) return { card: batchCard(voice, { state: 'applied', batch, result: batch.result }) };
    return { card: batchCard(voice, { state: 'undated', batch }, { note: t('roster-moved-on') }) };
  },
};

export const rosterNotices = [[RESUMED, resumed]] as const;
