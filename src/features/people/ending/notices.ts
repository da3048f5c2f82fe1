import { can, inviteAction } from '../../../access/can.js';
import type { Notice } from '../../../delivery/notice.js';
import { recipientActor } from '../recipient/service.js';
import { leftCard, youEndedCard } from './messages.js';
import { ENDED, LEFT } from './service.js';
import { heldPosts, postIn } from './store.js';

/** For whoever lost a post: once, whatever they hold still. */
const ended: Notice = {
  toAnybody: true,
  stillDue: async ({ db, unit, subjectId, to }) => {
    const post = await postIn(db.read, unit.id, subjectId);
    const isTheirs = 'personId' in to && post?.personId === to.personId;
    return isTheirs && post.endedAt ? { send: true } : { drop: 'gone' };
  },
  render: async ({ db, unit, subjectId, t, now }) => {
    const post = await postIn(db.read, unit.id, subjectId);
    if (!post) return undefined;
    const others = await heldPosts(db.read, { unitId: unit.id, personId: post.personId }, now);
    return { card: youEndedCard(post, unit.name, others, t) };
  },
};

/** For those who are to know that somebody has left a post. */
const left: Notice = {
  stillDue: async (context) => {
    const post = await postIn(context.db.read, context.unit.id, context.subjectId);
    const actor = await recipientActor(context);
    if (!post?.endedAt || !actor) return { drop: 'gone' };
    return can(actor, 'agency.view', post) || can(actor, 'post.view', post)
      ? { send: true }
      : { drop: 'no-post' };
  },
  render: async (context) => {
    const { db, unit, subjectId, t, now } = context;
    const post = await postIn(db.read, unit.id, subjectId);
    const actor = await recipientActor(context);
    if (!post || !actor) return undefined;
    const { kind, agencyId } = post;
    const others = await heldPosts(db.read, { unitId: unit.id, agencyId }, now);
    const vacant = agencyId !== null && others.length === 0;
    const mayInvite = can(actor, inviteAction(kind), { unitId: unit.id, agencyId });
    return { card: leftCard(post, { vacant, mayInvite }, t) };
  },
};

export const endingNotices = [
  [ENDED, ended],
  [LEFT, left],
] as const;
