import { can } from '../../../access/can.js';
import type { Due, Notice, NoticeContext } from '../../../delivery/notice.js';
import { bold, lines } from '../../../dialogs/card.js';
import { recipientActor } from '../../people/index.js';
import { agreementCard, leftText, readerOf } from '../agreement/messages.js';
import type { Agreement } from '../agreement/rules.js';
import { findAgreement } from '../agreement/store.js';
import { REMINDERS, type Reminder, reminderAt, reminderExpires } from './rules.js';

function current({ db, unit, subjectId }: NoticeContext): Promise<Agreement | undefined> {
  return findAgreement(db.read, { kind: 'unit', unitId: unit.id }, subjectId);
}

/** It still runs, its day is the one that was planned for, and whoever is reminded still looks after it. */
async function stillDue(which: Reminder, context: NoticeContext): Promise<Due> {
  const { unit, now, dueAt } = context;
  const agreement = await current(context);
  if (!agreement) return { drop: 'gone' };
  const at = reminderAt(which, agreement, unit.zone);
  if (at?.getTime() !== dueAt.getTime()) return { drop: 'changed' };
  const expires = reminderExpires(which, agreement, unit.zone);
  if (expires && expires <= now) return { drop: 'late' };
  const actor = await recipientActor(context);
  const may = actor && can(actor, 'agreement.change', { unitId: unit.id, agencyId: null });
  return may ? { send: true } : { drop: 'no-post' };
}

/** Its words say how many days are left when it is read. */
function reminder(which: Reminder): Notice {
  return {
    reminder: { family: 'agreements' },
    stillDue: (context) => stillDue(which, context),
    render: async (context) => {
      const [agreement, actor] = [await current(context), await recipientActor(context)];
      const on = which === 'notice' ? agreement?.noticeOn : agreement?.endsOn;
      if (!agreement || !actor || !on) return undefined;
      const { t, locale, now } = context;
      const reader = readerOf({ t, locale, now, actor });
      const said = t(which === 'notice' ? 'agreement-remind-notice' : 'agreement-remind-end', {
        left: leftText(on, reader),
      });
      return { card: agreementCard(agreement, reader, lines(bold(`⏰ ${said}`), '')) };
    },
  };
}

/** A notice for each kind that service.ts plans. */
export const agreementNotices: readonly (readonly [string, Notice])[] = REMINDERS.map((which) => [
  `agreement.${which}`,
  reminder(which),
]);
