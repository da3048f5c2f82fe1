import type { Due, Notice, NoticeContext } from '../../delivery/notice.js';
import { type Actor, can } from '../people/rules.js';
import { offersCard } from './messages-seats.js';
import type { SeatsService, SeatsView } from './service-offers.js';
import { answerable, OFFER } from './service-seats.js';

/** The recipient as somebody who acts in the unit, with the posts held now. */
async function recipient({ db, unit, to, locale }: NoticeContext): Promise<Actor | undefined> {
  if (!('personId' in to)) return undefined;
  const person = await db.read.person.findUnique({
    where: { id: to.personId },
    select: {
      ...{ name: true, telegramId: true },
      posts: {
        where: { unitId: unit.id, endedAt: null },
        select: { id: true, unitId: true, kind: true, agencyId: true },
      },
    },
  });
  if (!person) return undefined;
  const { id: unitId, name: unitName, zone } = unit;
  return { ...person, personId: to.personId, locale, unitId, unitName, zone };
}

/** Who is next for a free seat, for whoever answers for the programme. Names: in private chats alone. */
function offer(seats: SeatsService): Notice {
  const look = async (context: NoticeContext): Promise<SeatsView | undefined> => {
    const actor = await recipient(context);
    return actor && seats.view(actor, context.subjectId);
  };
  return {
    reminder: { family: 'programmes' },
    stillDue: async (context): Promise<Due> => {
      const { db, unit, subjectId, to } = context;
      const actor = await recipient(context);
      if (!actor || !can(actor, 'participant.view', { unitId: unit.id, agencyId: null }))
        return { drop: 'no-post' };
      const programme = await db.read.programme.findFirst({
        where: { id: subjectId, unitId: unit.id },
        select: { unitId: true, officerId: true },
      });
      if (!programme) return { drop: 'gone' };
      const told = await answerable(db.read, programme);
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
