import { expect, it } from 'vitest';
import { comingCard, overdueCard } from '../../../../src/features/sessions/coming/messages.js';
import * as messages from '../../../../src/features/sessions/paper/messages.js';
import type { Paper } from '../../../../src/features/sessions/paper/service.js';
import { papersOf, screensOf } from '../../../support/screens.js';
import { at, NOW } from '../../../support/world.js';
import { listed, viewed, voice } from '../card/plain.js';

const programme = Object.assign({}, viewed().programme, {
  name: 'Budidaya Ikan Lele (Kolam) dan Pengolahannya',
});

function paper(more: Partial<Paper> = {}): Paper {
  const plain: Paper = {
    ...{ sheet: 4, code: 'K7M4', sessionId: 8, unit: 'Rutan Masohi', programme, trainer: null, rows: [] },
    ...{ startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T11:00'), registers: false },
  };
  return Object.assign(plain, more);
}
const row = (label: string, gone = false, register?: string) => ({ label, register, gone });

it('a sheet to be printed has its rows numbered from 1, and room for more', async () => {
  const rows = [row('Ani', false, 'BI-1/2023'), row('Budi', true), row('Cici')];
  const placed = Object.assign({}, programme, { place: 'Kolam' });
  await expect(
    papersOf({
      empty: messages.paperSpec(voice, paper(), NOW),
      'with numbers alone': messages.paperSpec(voice, paper({ rows }), NOW),
      'with registers': messages.paperSpec(
        voice,
        paper({ rows, registers: true, trainer: 'Bu Ina', programme: placed }),
        NOW,
      ),
    }),
  ).toMatchFileSnapshot('screens/paper.txt');
  expect(messages.paperFileName(voice, paper())).toMatch(
    /K7M4-budidaya-ikan-lele-kolam-dan-pengolahann-2023-09-05\.pdf$/u,
  );
});

it('what can be printed is listed, and what was printed leads on', async () => {
  const sessions = [1, 2].map((id) => ({ id, programme: `Las ${id}`, startsAt: at(`2023-09-0${id}T09:00`) }));
  const programmes = [{ id: 5, name: 'Musik' }];
  const list = (more: Partial<Parameters<typeof messages.printListCard>[1]> = {}, page = 0) =>
    messages.printListCard(voice, Object.assign({ sessions: [], programmes: [], more: false }, more), page);
  const pick = (more: Partial<Parameters<typeof messages.printPickCard>[2]> = {}) =>
    messages.printPickCard(voice, programme, Object.assign({ planned: [], free: [], mayPlan: true }, more));
  const free = [{ startsAt: at('2023-09-07T09:00'), endsAt: at('2023-09-07T10:30') }];
  await expect(
    screensOf({
      printed: messages.paperCard(voice, paper({ rows: [row('Ani'), row('Budi', true)] })),
      'nothing to print': list(),
      'sessions and programmes': list({ sessions, programmes, more: true }),
      'programmes alone': list({ programmes }, 1),
      'no time known': pick(),
      'no time known, may not plan': pick({ mayPlan: false }),
      'usual times': pick({ free }),
      'planned times, may not plan': pick({ planned: sessions, mayPlan: false }),
      'may not print': messages.printRefusal(voice, { ok: false, reason: 'empty' }),
    }),
  ).toMatchFileSnapshot('screens/print.txt');
});

it('sessions to come, and those nobody recorded, are listed page by page', async () => {
  const sessions = [listed(1, '09-06T09:00'), listed(2, '09-07T09:00', { state: 'cancelled' })];
  await expect(
    screensOf({
      'none to come': comingCard(voice, { sessions: [], more: false }, 0),
      'to come': comingCard(voice, { sessions, more: true }, 0),
      'to come, the last page': comingCard(voice, { sessions, more: false }, 1),
      'none unrecorded': overdueCard(voice, { sessions: [], more: false }, 0, true),
      unrecorded: overdueCard(voice, { sessions: sessions.slice(0, 1), more: false }, 0, true),
      'unrecorded, may not record': overdueCard(
        voice,
        { sessions: sessions.slice(0, 1), more: true },
        2,
        false,
      ),
    }),
  ).toMatchFileSnapshot('screens/lists.txt');
});
