import { expect, it } from 'vitest';
import type { QueueView } from '../../../src/delivery/queue.js';
import { queueCard, setAsideCard } from '../../../src/features/queue/messages.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';

const t = translator('id');

it('heads see how things stand with messages, and what they can do about those set aside', async () => {
  const row = (id: number, kind: string, cause: string) => ({ id, kind, cause, dueSecondsAgo: id * 3600 });
  const view = (
    counts: Partial<QueueView['counts']> = {},
    setAside: QueueView['setAside'] = [],
  ): QueueView => ({
    counts: { planned: 3, due: 0, sent: 9, withdrawn: 2, dropped: 1, setAside: setAside.length, ...counts },
    oldestDueSeconds: 600,
    setAside,
  });
  const rows = [
    row(1, 'visit.H-1', 'rejected:empty'),
    row(49, 'unknown', 'odd'),
    row(2, 'alert.rate', 'tries'),
  ];
  await expect(
    screensOf({
      quiet: queueCard(t, view(), 0),
      'some due': queueCard(t, view({ due: 1 }), 0),
      'one set aside': queueCard(t, view({}, rows.slice(0, 1)), 0),
      'two set aside': queueCard(t, view({}, rows.slice(0, 2)), 0),
      'a full page': queueCard(t, view({ setAside: 5 }, rows), 0),
      'the second page': queueCard(t, view({ setAside: 8 }, rows), 1),
      told: setAsideCard(t, 3),
    }),
  ).toMatchFileSnapshot('screens/queue.txt');
});
