import type { Notice } from '../../delivery/notice.js';
import { decisionCard, postName, requestCard } from './messages.js';

/** A stranger's request, for the heads. */
const accessRequest: Notice = {
  stillDue: async ({ db, subjectId }) => {
    const request = await db.read.accessRequest.findUnique({ where: { id: subjectId } });
    return request && !request.decidedAt ? { send: true } : { drop: 'decided' };
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
  stillDue: async () => ({ send: true }),
  render: async ({ db, t, unit, subjectId }) => {
    const request = await db.read.accessRequest.findUnique({
      where: { id: subjectId },
      include: {
        person: {
          include: {
            posts: { where: { endedAt: null }, orderBy: { id: 'desc' }, include: { agency: true } },
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
      include: { usedBy: true, agency: true },
    });
    if (!invitation?.usedBy) return undefined;
    const post = postName(t, invitation.kind, invitation.agency?.name ?? null);
    return { card: { text: t('invitation-was-used', { name: invitation.usedBy.name, post }) } };
  },
};

export const peopleNotices = [
  ['access.request', accessRequest],
  ['access.decided', accessDecided],
  ['invitation.used', invitationUsed],
] as const;
