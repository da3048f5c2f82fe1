import { can } from '../../access/can.js';
import type { Notice } from '../../delivery/notice.js';
import { recipientActor } from '../people/index.js';
import { RESUMED } from './apply/service.js';
import { batchCard } from './messages.js';
import { findBatch } from './store.js';

/** How an import ended that broke off and was taken up again, for the officer who started it. */
const resumed: Notice = {
  stillDue: async (context) => {
    const { db, unit, subjectId } = context;
    const actor = await recipientActor(context);
    if (!actor || !can(actor, 'participant.import', { unitId: unit.id, agencyId: null }))
      return { drop: 'no-post' };
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
