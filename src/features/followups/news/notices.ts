import type { Actor } from '../../../access/actor.js';
import type { Due, Notice, NoticeContext } from '../../../delivery/notice.js';
import type { Card } from '../../../dialogs/card.js';
import { recipientActor } from '../../people/index.js';
import { newsCard, type Reader, readerOf, reminderCard } from '../followup/messages.js';
import {
  type FollowUp,
  isOwner,
  maySee,
  REMINDERS,
  type Reminder,
  reminderExpires,
} from '../followup/rules.js';
import { findFollowUp, ofBatch } from '../followup/store.js';
import { agreedCard } from '../lists/messages.js';
import type { FollowUpKind, News } from './service.js';

function current({ db, unit, subjectId }: NoticeContext): Promise<FollowUp | undefined> {
  return findFollowUp(db.read, { kind: 'unit', unitId: unit.id }, subjectId);
}

/** It is as it was planned for, and the recipient still may see it. */
function stillDue(expired: (followUp: FollowUp, context: NoticeContext) => boolean): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const followUp = await current(context);
    if (!followUp) return { drop: 'gone' };
    if (followUp.version !== context.subjectVersion) return { drop: 'changed' };
    if (expired(followUp, context)) return { drop: 'late' };
    const actor = await recipientActor(context);
    return actor && maySee(actor, followUp) ? { send: true } : { drop: 'no-post' };
  };
}

function drawing(draw: (followUp: FollowUp, reader: Reader) => Card): Notice['render'] {
  return async (context) => {
    const [followUp, actor] = [await current(context), await recipientActor(context)];
    if (!followUp || !actor) return undefined;
    const { t, locale, now } = context;
    return { card: draw(followUp, readerOf({ t, locale, now, actor })) };
  };
}

function reminder(which: Reminder): Notice {
  return {
    reminder: { family: 'followUps', ...(which === 'H-1' && { before: which }) },
    stillDue: stillDue(
      ({ dueOn, state }, { now, unit }) =>
        state !== 'open' || reminderExpires(which, dueOn, unit.zone) <= now,
    ),
    render: drawing(reminderCard),
  };
}

function news(which: Exclude<News, 'agreed'>): Notice {
  return {
    stillDue: stillDue(() => false),
    render: drawing((followUp, reader) => newsCard(followUp, which, reader)),
  };
}

/** What was agreed in the same step and is still theirs to do. */
async function theirs(context: NoticeContext, actor: Actor): Promise<FollowUp[]> {
  const batch = await ofBatch(context.db.read, context.unit.id, context.subjectId);
  return batch.filter((followUp) => followUp.state === 'open' && isOwner(actor, followUp));
}

const agreed: Notice = {
  stillDue: async (context): Promise<Due> => {
    const actor = await recipientActor(context);
    if (!actor) return { drop: 'no-post' };
    return (await theirs(context, actor)).length > 0 ? { send: true } : { drop: 'changed' };
  },
  render: async (context) => {
    const actor = await recipientActor(context);
    const found = actor ? await theirs(context, actor) : [];
    if (!actor || found.length === 0) return undefined;
    const { t, locale, now } = context;
    return { card: agreedCard(found, readerOf({ t, locale, now, actor })) };
  },
};

/** Notices of every kind in service.ts. */
export const followUpNotices: readonly (readonly [FollowUpKind, Notice])[] = [
  ['followup.agreed', agreed],
  ...(['done', 'cannot', 'moved', 'dropped', 'reopened'] as const).map(
    (which) => [`followup.${which}`, news(which)] as const,
  ),
  ...REMINDERS.map((which) => [`followup.${which}`, reminder(which)] as const),
];
