import type { Actor } from '../../access/actor.js';
import type { Notice, NoticeContext } from '../../delivery/notice.js';
import type { Card } from '../../dialogs/card.js';
import { recipientActor } from '../people/index.js';
import { type Addressee, absenceCard, rateCard, silenceCard } from './messages.js';
import { ALERT, absenceOf, lowRateOf, OVER, silenceNow } from './service.js';

/** Alerts are for the unit's own people, the programme's officer among them. */
async function recipient(context: NoticeContext): Promise<Actor | undefined> {
  const actor = await recipientActor(context);
  return actor && actor.posts.some(({ agencyId }) => agencyId === null) ? actor : undefined;
}

/** An alert is told while what it says is so, as it is at that moment. */
function alert<T extends { readonly programme: { readonly officerId: number | null } }>(
  find: (context: NoticeContext) => Promise<T | undefined>,
  draw: (found: T, addressee: Addressee) => Card,
): Notice {
  async function concerned(context: NoticeContext, { programme }: T): Promise<Actor | undefined> {
    const actor = await recipient(context);
    const isHead = actor?.posts.some(({ kind }) => kind === 'head');
    return actor && (isHead || programme.officerId === actor.personId) ? actor : undefined;
  }
  return {
    reminder: { family: 'alerts' },
    stillDue: async (context) => {
      const found = await find(context);
      if (!found) return { drop: OVER };
      return (await concerned(context, found)) ? { send: true } : { drop: 'no-post' };
    },
    render: async (context) => {
      const found = await find(context);
      const actor = found && (await concerned(context, found));
      if (!found || !actor) return undefined;
      const { t, locale, unit, now } = context;
      return { card: draw(found, { t, locale, now, zone: unit.zone, actor }) };
    },
  };
}

export const alertNotices = [
  [ALERT.rate, alert(({ db, unit, subjectId }) => lowRateOf(db.read, unit.id, subjectId), rateCard)],
  [ALERT.absence, alert(({ db, unit, subjectId }) => absenceOf(db.read, unit.id, subjectId), absenceCard)],
  [
    ALERT.silence,
    alert(async ({ db, unit, subjectId, subjectVersion, now }) => {
      const silent = await silenceNow(db.read, unit.id, subjectId, now);
      return silent?.silence.number === subjectVersion ? silent : undefined;
    }, silenceCard),
  ],
] as const;
