import { can } from '../../access/can.js';
import type { Notice } from '../../delivery/notice.js';
import { heldName } from './ending/messages.js';
import { endingNotices } from './ending/notices.js';
import { heldAt } from './held/store.js';
import { decisionCard, requestCard } from './messages.js';
import { recipientActor } from './recipient/service.js';

/** A stranger's request, for the heads. */
const accessRequest: Notice = {
  stillDue: async (context) => {
    const { db, unit, subjectId } = context;
    const request = await db.read.accessRequest.findUnique({ where: { id: subjectId } });
    if (!request || request.decidedAt) return { drop: 'decided' };
    const actor = await recipientActor(context);
    const may = actor && can(actor, 'access.decide', { unitId: unit.id, agencyId: null });
    return may ? { send: true } : { drop: 'no-post' };
  },
  render: async ({ db, t, subjectId }) => {
    const request = await db.read.accessRequest.findUnique({
      where: { id: subjectId },
      include: { person: true },
    });
    return request ? { card: requestCard(t, { id: request.id, name: request.person.name }) } : undefined;
  },
};

/** The heads' decision, for whoever asked. */
const accessDecided: Notice = {
  toAnybody: true,
  stillDue: async () => ({ send: true }),
  render: async ({ db, t, unit, subjectId, now }) => {
    const request = await db.read.accessRequest.findUnique({
      where: { id: subjectId },
      include: {
        person: {
          include: {
            posts: {
              where: { unitId: unit.id, ...heldAt(now) },
              orderBy: { id: 'desc' },
              include: { agency: true },
            },
          },
        },
      },
    });
    if (!request?.decision) return undefined;
    const held = request.decision === 'approved' ? request.person.posts : [];
    const posts = held.map(({ kind, agency }) => ({ kind, agency: agency?.name ?? null }));
    return { card: decisionCard(t, { unit: unit.name, posts }) };
  },
};

/** Somebody took up the post, for whoever invited them. */
const invitationUsed: Notice = {
  stillDue: async () => ({ send: true }),
  render: async ({ db, t, subjectId }) => {
    const invitation = await db.read.invitation.findUnique({
      where: { id: subjectId },
      include: { usedBy: true, agency: true, over: { include: { person: true } } },
    });
    if (!invitation?.usedBy) return undefined;
    const { kind, acting, usedBy, agency, over } = invitation;
    const actingFor = over?.person.name ?? null;
    const post = heldName(t, { kind, agency: agency?.name ?? null, acting, actingFor });
    const said = { name: usedBy.name, post };
    const text =
      over && !acting
        ? t('invitation-succeeded', { ...said, former: over.person.name })
        : t('invitation-was-used', said);
    return { card: { text } };
  },
};

export const peopleNotices = [
  ['access.request', accessRequest],
  ['access.decided', accessDecided],
  ['invitation.used', invitationUsed],
  ...endingNotices,
] as const;
