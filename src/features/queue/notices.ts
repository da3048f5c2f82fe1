import type { Notice } from '../../delivery/notice.js';
import { holders } from '../people/index.js';
import { setAsideCard } from './messages.js';
import { countSetAside, SET_ASIDE } from './service.js';

const setAside: Notice = {
  stillDue: async ({ db, unit, to }) => {
    const heads = await holders(db.read, { unitId: unit.id, kinds: ['head'] });
    if (!('personId' in to) || !heads.some(({ id }) => id === to.personId)) return { drop: 'no-post' };
    return (await countSetAside(db.read, unit.id)) > 0 ? { send: true } : { drop: 'settled' };
  },
  render: async ({ db, unit, t }) => ({ card: setAsideCard(t, await countSetAside(db.read, unit.id)) }),
};

export const queueNotices = [[SET_ASIDE, setAside]] as const;
