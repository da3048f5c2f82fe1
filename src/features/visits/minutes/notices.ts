import type { Due, Notice } from '../../../delivery/notice.js';
import type { Card } from '../../../dialogs/card.js';
import { type Drawn, look } from '../news/notices.js';
import { keepVisitCard, type VisitsService } from '../visit/service.js';
import { minutesAnswerCard, minutesCard } from './messages.js';
import { askedMinutes, hasAgreed } from './rules.js';
import type { MinutesKind } from './service.js';

/** Notices of every kind in service.ts. */
export function minutesNotices(visits: VisitsService): readonly (readonly [string, Notice])[] {
  const notice = (
    asked: (drawn: Drawn) => boolean,
    draw: (drawn: Drawn) => Card,
    onSent?: Notice['onSent'],
  ): Notice => ({
    stillDue: async (context): Promise<Due> => {
      const drawn = await look(context, visits);
      if (!drawn) return { drop: 'no-post' };
      const current = askedMinutes(drawn.shown.visit)?.version === context.subjectVersion;
      return current && asked(drawn) ? { send: true } : { drop: 'changed' };
    },
    render: async (context) => {
      const drawn = await look(context, visits);
      return drawn && { card: draw(drawn) };
    },
    ...(onSent && { onSent }),
  });
  const keep = async (
    ...[tx, { to, subjectId, now }, messageId]: Parameters<NonNullable<Notice['onSent']>>
  ) => {
    if (!('personId' in to)) return;
    await keepVisitCard(tx, { visitId: subjectId, personId: to.personId, chatId: to.chatId, messageId }, now);
  };
  const correctionOf = ({ shown }: Drawn) =>
    shown.visit.trail.find(({ kind }) => kind === 'minutesCorrected')?.reason ?? undefined;
  const notices: Readonly<Record<MinutesKind, Notice>> = {
    'visit.minutes': notice(
      ({ shown }) =>
        shown.side === 'agency' &&
        shown.visit.state === 'held' &&
        !(shown.party && hasAgreed(shown.party, askedMinutes(shown.visit)?.version ?? 0)),
      ({ shown, reader }) => minutesCard(shown, reader),
      keep,
    ),
    'visit.minutesAgreed': notice(
      ({ shown: { side, visit } }) =>
        side === 'unit' && visit.parties.some((party) => hasAgreed(party, askedMinutes(visit)?.version ?? 0)),
      ({ shown, reader }) => minutesAnswerCard(shown, undefined, reader),
    ),
    'visit.minutesCorrected': notice(
      (drawn) => drawn.shown.side === 'unit' && correctionOf(drawn) !== undefined,
      (drawn) => minutesAnswerCard(drawn.shown, correctionOf(drawn) ?? '', drawn.reader),
    ),
  };
  return Object.entries(notices);
}
