import type { Notice } from '../../delivery/notice.js';
import { localDate } from '../../lib/zoned.js';
import { closedDays } from '../calendar/index.js';
import { holdsOffice } from '../people/index.js';
import { agendaCard } from './agenda/messages.js';
import { isEmpty, isOfUse } from './agenda/rules.js';
import { AGENDA, dayOf } from './agenda/service.js';
import { withSnooze } from './messages.js';

const agenda: Notice = {
  reminder: { family: 'agenda' },
  stillDue: async ({ db, unit, to, subjectVersion, now }) => {
    const closed = await closedDays(db.read, unit.id, localDate(now, unit.zone));
    if (!isOfUse(subjectVersion, now, unit.zone, closed)) return { drop: 'late' };
    const personId = 'personId' in to ? to.personId : 0;
    return (await holdsOffice(db.read, unit.id, personId, now)) ? { send: true } : { drop: 'no-post' };
  },
  render: async ({ db, unit, to, t, locale, now, late }) => {
    const personId = 'personId' in to ? to.personId : 0;
    const found = await dayOf(db.read, unit, personId, now);
    if (isEmpty(found)) return undefined;
    return { card: agendaCard(found, late, { t, locale, now, zone: unit.zone }) };
  },
};

export const reminderNotices = [[AGENDA, agenda]] as const;

/** The notice as it was; where it is a reminder, with a button that puts it off. */
export function puttingOff(notice: Notice): Notice {
  if (!notice.reminder) return notice;
  return {
    ...notice,
    render: async (context) => {
      const outgoing = await notice.render(context);
      return outgoing && { ...outgoing, card: withSnooze(outgoing.card, context.outboxId, context.t) };
    },
  };
}
