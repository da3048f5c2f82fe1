import * as cards from '../../src/delivery/cards.js';
import { chatOf, type SampleUnit } from '../support/sample-unit.js';
import { NOW } from '../support/world.js';
import { type CasesOf, sorted, writes } from './case.js';

const MESSAGES = [0, 1, 2, 3, 10, 13];

/** A card of the last session in the message that shows another one. */
const moved = ({ sessions, unitId, officer }: SampleUnit, subject: string) => ({
  subject,
  subjectId: sessions.last,
  chatId: BigInt(chatOf(unitId)),
  messageId: 0,
  personId: officer.personId,
});

export const cardCases = {
  'delivery/cards': {
    keepCard: writes((tx, { own }) => cards.keepCard(tx, moved(own, 'session'), NOW)),
    turnCard: writes((tx, { own }) => cards.turnCard(tx, moved(own, 'session'), NOW)),
    forgetCards: writes((tx, { own }) =>
      cards.forgetCards(tx, { subject: 'visit', subjectId: own.visits.held }),
    ),
    shownIn: ({ read, own }) =>
      [['session'], ['session', 'session-paper'], ['visit']].map((subjects) =>
        MESSAGES.map((message) => cards.shownIn(read, subjects, chatOf(own.unitId), message)),
      ),
    cardsOf: ({ read, own }) =>
      ['session', 'visit'].map((subject) =>
        sorted(cards.cardsOf(read, { subject, subjectId: own.visits.held })),
      ),
    cardFor: ({ read, own }) =>
      [own.officer, own.head, own.humas].map(({ personId }) =>
        cards.cardFor(read, { subject: 'visit', subjectId: own.visits.held }, personId),
      ),
    lastShown: ({ read, own }) => {
      const to = { personId: own.officer.personId, chatId: chatOf(own.unitId) };
      const before = new Date(NOW.getTime() - 1);
      return [
        cards.lastShown(read, 'visit', to, before),
        cards.lastShown(read, 'visit', to, NOW),
        cards.lastShown(read, 'visit', { ...to, personId: own.head.personId }, before),
      ];
    },
  } satisfies CasesOf<typeof cards>,
};
