import { describe, expect, it } from 'vitest';
import type { Card, Text } from '../../../../src/dialogs/card.js';
import { changedCard, visitCard } from '../../../../src/features/visits/card/messages.js';
import { historyCard } from '../../../../src/features/visits/history/messages.js';
import { minutesAnswerCard, minutesCard } from '../../../../src/features/visits/minutes/messages.js';
import {
  agreedCard,
  answerCard,
  cancelledCard,
  changedNotice,
  keptCard,
  outcomeCard,
  reminderCard,
  unansweredCard,
  unreachedCard,
} from '../../../../src/features/visits/news/messages.js';
import { SIDES } from '../../../../src/features/visits/state/rules.js';
import type { Party } from '../../../../src/features/visits/visit/rules.js';
import { screensOf } from '../../../support/screens.js';
import { at, ZONE } from '../../../support/world.js';
import { event, MONDAY, party, reader, shownTo, visit } from './plain.js';

const AFTER = at('2023-08-31T10:00');

const pending = party(1, 'pending');
const accepted = party(1, 'accepted');
const head = { id: 21, name: 'Ibu Kadis', isHead: true, reachable: true };
const staff = { id: 22, name: 'Pak Staf', isHead: false, reachable: true };
const noon = at('2023-08-28T12:00');

type Screens = Record<string, Card | Text>;

/** One visit as each side sees it, by a name. */
function sides(name: string, seen: ReturnType<typeof visit>, more: object = {}, now = MONDAY): Screens {
  const cards: Screens = {};
  for (const side of [...SIDES, undefined])
    cards[`${name}, ${side ?? 'onlooker'}`] = visitCard(
      shownTo(seen, side, side === 'unit' ? more : {}),
      reader(now),
    );
  return cards;
}

function requestsOf(...asked: readonly [Party, readonly (typeof head)[], Date | null][]) {
  return { requests: asked.map(([one, to, when]) => ({ party: one, to, at: when })) };
}

describe('the card of a visit', () => {
  it('of one agency says how it stands and what can be done, to each side', async () => {
    const moved = event('moved', { oldStart: at('2023-08-30T10:00'), newStart: at('2023-08-31T10:00') });
    const ready = event('accepted', { at: at('2023-08-28T08:00'), agencyId: 1 });
    const offer = (direction: 'toAgency' | 'toUnit') => visit('proposed', [accepted], { direction });
    await expect(
      screensOf(
        Object.assign(
          sides('asked', visit('proposed', [pending])),
          sides('asked to come', visit('proposed', [pending], { direction: 'toUnit' })),
          sides('asked, sent', visit('proposed', [pending]), requestsOf([pending, [head, staff], noon])),
          sides('asked, sent to one', visit('proposed', [pending]), requestsOf([pending, [staff], noon])),
          sides(
            'asked, sent to some',
            visit('proposed', [pending]),
            requestsOf([pending, [staff, staff], noon]),
          ),
          sides('asked, now reachable', visit('proposed', [pending]), requestsOf([pending, [head], null])),
          sides('asked, nobody there', visit('proposed', [pending]), requestsOf([pending, [], null])),
          sides('asked anew', visit('proposed', [pending], { trail: [event('edited'), moved] })),
          sides('asked anew, over', visit('proposed', [pending], { trail: [moved] }), {}, AFTER),
          sides('offered', offer('toAgency')),
          sides('offered to come', offer('toUnit')),
          sides('another time', visit('counterProposed', [party(1, 'counterProposed')])),
          sides(
            'another time, past',
            visit('counterProposed', [party(1, 'counterProposed')]),
            {},
            at('2023-09-01T13:00'),
          ),
          sides('agreed', visit('confirmed', [accepted])),
          sides(
            'agreed, they are ready',
            visit('confirmed', [accepted], { trail: [ready, event('edited')] }),
          ),
          sides(
            'agreed, ready before it was',
            visit('confirmed', [accepted], { trail: [event('edited'), ready] }),
          ),
          sides('agreed, begun', visit('confirmed', [accepted]), {}, AFTER),
          sides('declined', visit('declined', [party(1, 'declined')], { stateReason: 'busy' })),
          sides('held', visit('held', [accepted])),
          sides('held, to correct', visit('held', [accepted]), {
            correctable: { outcome: 'held' },
          }),
          sides('nobody came', visit('nobodyCame', [accepted])),
          sides('called off', visit('cancelled', [accepted])),
        ),
      ),
    ).toMatchFileSnapshot('screens/one-agency.txt');
  });

  it('of several agencies says how each stands, and keeps from one what is another’s', async () => {
    const [asked, other, third] = [party(1, 'pending'), party(2, 'pending'), party(3, 'declined')];
    const two = visit('proposed', [asked, party(2, 'accepted'), third]);
    const named = [party(1, 'counterProposed'), party(2, 'counterProposed'), party(3, 'pending')];
    const long = { agencyName: 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah' };
    const both = [party(1, 'accepted'), party(2, 'declined', { reason: 'Sakit. '.repeat(20) })];
    const left = visit('confirmed', [party(1, 'declined'), party(2, 'accepted')]);
    const ready = event('accepted', { at: at('2023-08-28T08:00'), agencyId: 2 });
    await expect(
      screensOf(
        Object.assign(
          sides('asked', two, requestsOf([asked, [head], noon])),
          sides(
            'asked, none sent',
            visit('proposed', [asked, other]),
            requestsOf([asked, [], null], [other, [staff], null]),
          ),
          sides('others asked', visit('proposed', [party(1, 'accepted'), other, third])),
          sides('some cannot', visit('proposed', [party(1, 'accepted'), third])),
          sides(
            'I cannot',
            visit('proposed', [party(1, 'declined', { reason: 'sakit' }), party(2, 'accepted')]),
          ),
          sides('agreed without one', visit('confirmed', both)),
          sides('held without one', visit('held', both)),
          sides('nobody came, not even them', visit('nobodyCame', both)),
          sides('none can', visit('declined', [third, party(2, 'declined', { reason: null })])),
          sides(
            'long names',
            visit('counterProposed', [party(1, 'counterProposed', long), party(2, 'pending', long)]),
          ),
          sides('one long name', visit('counterProposed', [party(1, 'counterProposed', long)])),
          sides('other times', visit('counterProposed', named)),
          sides('other times, one past', visit('counterProposed', named), {}, at('2023-09-01T13:00')),
          sides('without me', left),
          sides(
            'agreed, one is ready',
            visit('confirmed', [party(1, 'accepted'), party(2, 'accepted')], { trail: [ready] }),
          ),
          sides(
            'at an address',
            visit('confirmed', [party(1, 'accepted', { address: 'Jalan Laut 1' }), party(2, 'accepted')]),
          ),
          sides(
            'here',
            visit('confirmed', [party(1, 'accepted'), party(2, 'accepted')], { direction: 'toUnit' }),
          ),
        ),
      ),
    ).toMatchFileSnapshot('screens/several-agencies.txt');
  });

  it('names people, letters and minutes, and what other features add', async () => {
    const members = [
      { id: 2, name: 'Sinta', posts: ['humas' as const] },
      { id: 3, name: 'Tono', posts: [] },
      { id: 4, name: 'Pak Karutan', posts: ['head' as const, 'officer' as const] },
    ];
    const minutes = { text: 'Disepakati 20 peserta', version: 2, agreed: false };
    const some = [party(1, 'accepted', { minutesAgreed: 2 }), party(2, 'accepted', { minutesAgreed: 1 })];
    const none = [party(1, 'accepted', { minutesAgreed: 1 }), party(2, 'declined')];
    const section = () => ({ lines: 'Tindak lanjut: 2', buttons: [[{ label: 'Lihat', data: 'f:1' }]] });
    const letterNumber = 'W.28-12';
    const held = { minutes, letterNumber };
    await expect(
      screensOf(
        Object.assign(
          sides('people', visit('confirmed', [accepted], { members })),
          {
            'people, to one of them': visitCard(
              shownTo(visit('confirmed', [accepted], { members }), 'unit'),
              reader(MONDAY, 2),
            ),
          },
          sides('a letter', visit('confirmed', [accepted], { letterNumber, minutes })),
          sides('minutes, some agree', visit('held', some, held)),
          sides('minutes, none agrees', visit('held', none, held)),
          sides('minutes, not to those who are out', visit('held', none.toReversed(), held)),
          sides('minutes, all agree', visit('held', some.slice(0, 1), held)),
          sides('sections', visit('held', [accepted]), { sections: [section, section] }),
          { 'changed meanwhile': changedCard(shownTo(visit('confirmed', [accepted]), 'unit'), reader()) },
        ),
      ),
    ).toMatchFileSnapshot('screens/more.txt');
  });
});

describe('news of a visit', () => {
  it('say what has happened, to each side', async () => {
    const screens: Screens = {};
    const states = {
      'another time': visit('counterProposed', [party(1, 'counterProposed')]),
      'two other times': visit('counterProposed', [party(1, 'counterProposed'), party(2, 'counterProposed')]),
      declined: visit('declined', [party(1, 'declined')], { stateReason: 'busy' }),
      split: visit('proposed', [party(1, 'accepted'), party(2, 'declined')], { stateReason: 'sakit' }),
      'off, it goes on without': visit('confirmed', [party(1, 'declined'), party(2, 'accepted')]),
      'off, both': visit('declined', [party(1, 'declined'), party(2, 'declined')]),
      'called off': visit('cancelled', [accepted]),
      'agreed here': visit('confirmed', [accepted], { direction: 'toUnit' }),
    };
    for (const [name, seen] of Object.entries(states))
      for (const side of [...SIDES, undefined]) {
        const shown = shownTo(seen, side);
        screens[`answer: ${name}, ${side ?? 'onlooker'}`] = answerCard(
          shown,
          side === 'unit' ? 'Bentrok.' : undefined,
          reader(),
        );
        screens[`off: ${name}, ${side ?? 'onlooker'}`] = cancelledCard(shown, reader());
        screens[`agreed: ${name}, ${side ?? 'onlooker'}`] = agreedCard(shown, reader());
      }
    await expect(screensOf(screens)).toMatchFileSnapshot('screens/news.txt');
  });

  it('say what has changed, by what was done last', async () => {
    const old = { oldStart: at('2023-08-30T10:00'), newStart: at('2023-08-31T10:00') };
    const trails = {
      moved: [event('moved', old)],
      'theirs accepted': [event('counterAccepted', old)],
      'went on': [event('counterAccepted')],
      edited: [event('edited'), event('moved', old)],
      left: [event('declined')],
      nothing: [],
    };
    const screens: Screens = {};
    for (const [name, trail] of Object.entries(trails))
      for (const state of ['proposed', 'confirmed', 'held', 'nobodyCame', 'cancelled'] as const) {
        const parties = [party(1, state === 'proposed' ? 'pending' : 'accepted')];
        screens[`${name}, ${state}`] = changedNotice(
          shownTo(visit(state, parties, { trail }), 'unit'),
          reader(),
        );
      }
    await expect(screensOf(screens)).toMatchFileSnapshot('screens/changes.txt');
  });

  it('remind by the day that it is, and ask whoever has not answered', async () => {
    const screens: Screens = {};
    const seen = visit('confirmed', [accepted]);
    for (const day of ['24', '28', '30', '31'])
      for (const [reminder, late] of [
        ['H-7', false],
        ['H-1', true],
        ['2h', false],
        ['2h', true],
      ] as const)
        screens[`${reminder} on the ${day}th${late ? ', late' : ''}`] = reminderCard(
          shownTo(seen, day === '28' ? undefined : day === '30' ? 'agency' : 'unit'),
          { reminder, late, unreached: [] },
          reader(at(`2023-08-${day}T08:00`)),
        );
    screens['nobody to remind but by telephone'] = reminderCard(
      shownTo(seen, 'unit'),
      { reminder: 'H-1', late: false, unreached: [accepted] },
      reader(at('2023-08-30T08:00')),
    );
    const two = visit('proposed', [party(1, 'pending'), party(2, 'pending'), party(3, 'accepted')]);
    const out = requestsOf([party(1, 'pending'), [], null], [party(2, 'pending'), [staff], null]);
    screens['nobody there'] = unreachedCard(shownTo(two, 'unit', out), reader());
    const alone = requestsOf([pending, [], null]);
    screens['nobody there, of one'] = unreachedCard(
      shownTo(visit('proposed', [pending]), 'unit', alone),
      reader(),
    );
    screens['no answer'] = unansweredCard(shownTo(two, 'unit'), reader());
    screens['no answer, one to be called'] = unansweredCard(
      shownTo(two, 'unit', requestsOf([party(1, 'pending'), [], null], [party(2, 'pending'), [staff], noon])),
      reader(),
    );
    screens['no answer, to be called'] = unansweredCard(
      shownTo(visit('proposed', [pending]), 'unit', alone),
      reader(),
    );
    screens['how was it'] = outcomeCard(shownTo(seen, 'unit'), reader(AFTER));
    for (const answer of ['pending', 'counterProposed', 'accepted'] as const) {
      const state = answer === 'counterProposed' ? answer : 'proposed';
      const unanswered = visit(state, [party(1, answer)]);
      const last = reader(at('2023-09-08T12:00'));
      screens[`how was it, ${answer}`] = outcomeCard(shownTo(unanswered, 'unit'), last);
    }
    await expect(screensOf(screens)).toMatchFileSnapshot('screens/reminders.txt');
  });

  it('tell of another time than the agreed one', async () => {
    const asked = { askedStart: at('2023-09-05T14:00'), askedEnd: at('2023-09-05T15:00') };
    const times = { proposedStart: at('2023-09-01T09:00'), proposedEnd: at('2023-09-01T10:00') };
    const said = (agencyId: number, changeAnswer: Party['changeAnswer']) =>
      party(agencyId, 'accepted', {
        changeAnswer,
        ...(changeAnswer === 'counterProposed' && times),
      });
    const one = visit('confirmed', [said(1, 'pending')], asked);
    const named = visit('confirmed', [said(1, 'counterProposed')]);
    const many = visit(
      'confirmed',
      [said(1, 'accepted'), said(2, 'counterProposed'), party(3, 'declined')],
      asked,
    );
    const word = (kind: 'accepted' | 'changeKept', agencyId: number | null) => ({
      trail: [event(kind, { agencyId, oldStart: times.proposedStart, newStart: at('2023-08-31T10:00') })],
    });
    const moved = visit('confirmed', [accepted], { ...word('accepted', 1), sequence: 2 });
    await expect(
      screensOf({
        ...sides('asked', one, requestsOf([said(1, 'pending'), [head], noon])),
        ...sides('named', named),
        ...sides('asked of several', many),
        ...sides('asked, the agreed time is over', one, {}, AFTER),
        'the answer': answerCard(shownTo(named, 'unit'), undefined, reader()),
        'no answer': unansweredCard(shownTo(one, 'unit'), reader()),
        'another officer': changedNotice(
          shownTo(visit('confirmed', one.parties, { ...asked, trail: [event('changeAsked')] }), 'unit'),
          reader(),
        ),
        agreed: agreedCard(shownTo(moved, undefined), reader()),
        'kept by the agency': keptCard(
          shownTo(visit('confirmed', [accepted], word('changeKept', 1)), 'unit'),
          reader(),
        ),
        'kept by the unit': keptCard(
          shownTo(visit('confirmed', [accepted], word('changeKept', null)), 'agency'),
          reader(),
        ),
      }),
    ).toMatchFileSnapshot('screens/another-time.txt');
  });

  it('bring minutes and what is said of them', async () => {
    const minutes = { text: 'Disepakati 20 peserta', version: 2, agreed: false };
    const by = event('minutesCorrected', { agencyId: 2 });
    const some = visit('held', [party(1, 'accepted', { minutesAgreed: 2 }), party(2, 'accepted')], {
      minutes,
      trail: [event('edited'), by],
    });
    const all = visit('held', [party(1, 'accepted', { minutesAgreed: 2 })], { minutes });
    await expect(
      screensOf({
        'to the agency': minutesCard(shownTo(some, 'agency', { party: some.parties[1] }), reader()),
        'to one that has agreed': minutesCard(shownTo(some, 'agency'), reader()),
        'some agree': minutesAnswerCard(shownTo(some, 'unit'), undefined, reader()),
        'all agree': minutesAnswerCard(shownTo(all, 'unit'), undefined, reader()),
        corrected: minutesAnswerCard(shownTo(some, 'unit'), '25 peserta', reader()),
      }),
    ).toMatchFileSnapshot('screens/minutes.txt');
  });
});

it('the history says who did what, for whom and why', async () => {
  const told = (kind: Parameters<typeof event>[0], more: object = {}) =>
    Object.assign(event(kind), { by: 'Budi' }, more);
  const [old, fresh] = [at('2023-08-30T10:00'), at('2023-08-31T10:00')];
  const several = visit('held', [party(1, 'accepted'), party(2, 'accepted')]);
  const events = [
    told('held', { reason: 'salah ketuk' }),
    told('cancelled', { reason: 'sea' }),
    told('nobodyCame'),
    told('minutesCorrected', { reason: '25 peserta', agencyId: 2, by: 'Ibu Kadis' }),
    told('minutesWritten', { reason: 'Catatan rapat' }),
    told('edited', { reason: 'Petugas salah ketuk' }),
    told('edited', { by: null }),
    told('counterAccepted', { oldStart: old, newStart: fresh, reason: 'mendesak' }),
    told('counterAccepted'),
    told('moved', { oldStart: old, newStart: fresh }),
    told('moved', { oldStart: old, newStart: old }),
    told('changeKept', { oldStart: fresh, newStart: old, agencyId: 1 }),
    told('changeAsked', { oldStart: old, newStart: fresh }),
    told('declined', { reason: 'away', agencyId: 1, by: null }),
    told('proposed', { reason: 'tetap dipakai' }),
  ];
  await expect(
    screensOf({
      several: historyCard(several, events, reader()),
      one: historyCard(visit('held', [accepted]), events, reader()),
    }),
  ).toMatchFileSnapshot('screens/history.txt');
  expect(reader().zone).toBe(ZONE);
});
