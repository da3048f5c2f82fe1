import { can } from '../../access/can.js';
import type { Due, Notice, NoticeContext } from '../../delivery/notice.js';
import { recipientActor } from '../people/index.js';
import { unitStaff } from '../staffing/index.js';
import type { SeatsService, SeatsView } from './offers/service.js';
import { offersCard } from './seats/messages.js';
import { answerable, OFFER } from './seats/service.js';

/** Who is next for a free seat, for whoever answers for the programme. Names: in private chats alone. */
function offer(seats: SeatsService): Notice {
  const look = async (context: NoticeContext): Promise<SeatsView | undefined> => {
    const actor = await recipientActor(context);
    return actor && seats.view(actor, context.subjectId);
  };
  return {
    reminder: { family: 'programmes' },
    stillDue: async (context): Promise<Due> => {
      const { db, unit, subjectId, to, now } = context;
      const actor = await recipientActor(context);
      if (!actor || !can(actor, 'participant.view', { unitId: unit.id, agencyId: null }))
        return { drop: 'no-post' };
      const programme = await db.read.programme.findFirst({
        where: { id: subjectId, unitId: unit.id },
        select: { officerId: true },
      });
      if (!programme) return { drop: 'gone' };
      const told = answerable(await unitStaff(db.read, unit.id, now), programme.officerId);
      if (!('personId' in to) || !told.some(({ id }) => id === to.personId)) return { drop: 'no-post' };
      const view = await seats.view(actor, subjectId);
      return view && view.offers.length > 0 ? { send: true } : { drop: 'filled' };
    },
    render: async (context) => {
      const view = await look(context);
      const { t, locale, now, unit } = context;
      return view && { card: offersCard({ t, locale, now, zone: unit.zone }, view) };
    },
  };
}

export function programmeNotices(seats: SeatsService): readonly (readonly [string, Notice])[] {
  return [[OFFER, offer(seats)]];
}
