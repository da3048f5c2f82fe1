import type { Notice } from '../../delivery/notice.js';
import { countSetAside } from '../../delivery/planned.js';
import { unitHeads } from '../staffing/index.js';
import { setAsideCard } from './messages.js';
import { SET_ASIDE } from './service.js';

const setAside: Notice = {
  stillDue: async ({ db, unit, to, now }) => {
    const heads = await unitHeads(db.read, unit.id, now);
    if (!('personId' in to) || !heads.some(({ id }) => id === to.personId)) return { drop: 'no-post' };
    return (await countSetAside(db.read, unit.id)) > 0 ? { send: true } : { drop: 'settled' };
  },
  render: async ({ db, unit, t }) => ({ card: setAsideCard(t, await countSetAside(db.read, unit.id)) }),
};

export const queueNotices = [[SET_ASIDE, setAside]] as const;
