import { expect, it } from 'vitest';
import {
  askedText,
  namesWith,
  partyLines,
  suggestionLines,
} from '../../../../src/features/visits/answer/messages.js';
import type { Request, Shown } from '../../../../src/features/visits/card/rules.js';
import {
  colleagueText,
  detailLines,
  namesText,
  placeText,
  shortWhen,
} from '../../../../src/features/visits/visit/messages.js';
import { screensOf } from '../../../support/screens.js';
import { event, MONDAY, party, reader, visit } from '../card/plain.js';

const person = (id: number, isHead = false) => ({ id, name: `Orang ${id}`, isHead, reachable: true });
const asked = (to: Request['to'], at: Date | null = MONDAY): Request => ({
  party: party(1, 'pending'),
  to,
  at,
});
const LONG = 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah Bidang Pemberdayaan';

it('whom a request went to is told', () => {
  expect([
    askedText(asked([person(1), person(2, true)]), reader()),
    askedText(asked([person(1)]), reader()),
    askedText(asked([person(1), person(2)]), reader()),
    askedText(asked([]), reader()),
  ]).toMatchInlineSnapshot(`
    [
      "Kepala Dinas Sosial",
      "Orang 1 (Dinas Sosial)",
      "2 kontak Dinas Sosial",
      "0 kontak Dinas Sosial",
    ]
  `);
});

it('how each agency answered is told to whom it concerns', async () => {
  const parties = [
    party(1, 'accepted'),
    party(2, 'pending'),
    party(3, 'counterProposed'),
    party(4, 'declined'),
  ];
  const shown = (state: Parameters<typeof visit>[0], more: Partial<Shown> = {}, of = parties): Shown => ({
    visit: visit(state, of),
    side: 'unit',
    ...more,
  });
  const lines = (one: Shown) => partyLines(one, reader()) ?? '–';
  const ready = { ...visit('confirmed', parties), trail: [event('accepted', { at: MONDAY, agencyId: 1 })] };
  const requests = [{ ...asked([person(1)]), party: party(2, 'pending') }];
  const third = party(3, 'counterProposed');
  await expect(
    screensOf({
      'to the unit': lines(shown('counterProposed')),
      'to the unit, asked': lines(shown('counterProposed', { requests })),
      'to the unit, nobody there': lines(
        shown('counterProposed', { requests: [{ ...asked([]), party: party(2, 'pending') }] }),
      ),
      'to the unit, not yet sent': lines(
        shown('counterProposed', { requests: [{ ...asked([person(1)], null), party: party(2, 'pending') }] }),
      ),
      'to one of them': lines(shown('counterProposed', { side: 'agency', party: third })),
      'to another': lines(shown('counterProposed', { side: 'agency', party: party(1, 'accepted') })),
      'to whoever declined': lines(shown('counterProposed', { side: 'agency', party: party(4, 'declined') })),
      confirmed: lines(shown('confirmed')),
      'confirmed again': lines({ visit: ready, side: 'unit' }),
      declined: lines(shown('declined')),
      held: lines(shown('held')),
      'nobody came': lines(shown('nobodyCame')),
      'held, with all': lines(shown('held', {}, [party(1, 'accepted'), party(2, 'accepted')])),
      'one alone': lines(shown('proposed', {}, [party(1, 'pending')])),
      suggestions: suggestionLines(shown('counterProposed'), reader()).join('\n'),
      'a suggestion of one alone': suggestionLines(shown('counterProposed', {}, [third]), reader()).join(
        '\n',
      ),
      'who has accepted': namesWith([...parties, party(4, 'accepted')], 'accepted', reader()),
      'nobody has': namesWith([third], 'accepted', reader()),
    }),
  ).toMatchFileSnapshot('screens/answers.txt');
});

it('a visit is told with whom, where and when', async () => {
  const one = [party(1, 'accepted')];
  const two = [party(1, 'accepted'), party(2, 'pending')];
  const there = [party(1, 'accepted', { address: 'Jalan Pelabuhan 4' })];
  const members = [
    { id: 9, name: 'Saya', posts: [] },
    { id: 2, name: 'Sinta', posts: ['humas' as const] },
    { id: 3, name: 'Tuti', posts: [] },
    { id: 4, name: 'Karim', posts: ['officer' as const, 'head' as const] },
  ];
  const toUnit = { direction: 'toUnit' as const };
  const details = (of: ReturnType<typeof visit>, side?: 'unit' | 'agency') => detailLines(of, side, reader());
  await expect(
    screensOf({
      'of one': details(visit('confirmed', one), 'unit'),
      'of one, to whom it belongs': details(visit('confirmed', one), 'agency'),
      'of one, to nobody': details(visit('confirmed', one)),
      'of one with an address': details(visit('confirmed', there), 'unit'),
      'of two': details(visit('confirmed', two, { members }), 'unit'),
      'of two, here': details(visit('confirmed', two, toUnit), 'unit'),
      'of two, to one of them': details(visit('confirmed', two, toUnit), 'agency'),
      'asked by an agency': details(visit('proposed', one, { ...toUnit, members }), 'unit'),
      'asked by an agency, with nobody': details(visit('proposed', one, toUnit), 'agency'),
      when: shortWhen(MONDAY, reader()),
      'a place': placeText(visit('confirmed', one), reader()),
      people: members.map((member) => colleagueText(member, reader())).join('\n'),
      'long names': [
        namesText([LONG], reader()),
        namesText([LONG, LONG], reader()),
        namesText([], reader()),
      ].join('\n'),
    }),
  ).toMatchFileSnapshot('screens/details.txt');
});
