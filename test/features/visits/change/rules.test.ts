import { describe, expect, it } from 'vitest';
import {
  type Change,
  type Decided,
  doneAlready,
  patchOf,
} from '../../../../src/features/visits/change/rules.js';
import type { Party, Visit } from '../../../../src/features/visits/visit/rules.js';
import { at } from '../../../support/world.js';
import { event, MONDAY, party, visit } from '../card/plain.js';

const UNIT = { side: 'unit' as const };
const agency = (own: Party) => ({ side: 'agency' as const, party: own });
const [starts, ends] = [at('2023-09-07T09:00'), at('2023-09-07T10:30')];

function patch(
  change: Change,
  seen: Visit,
  decided: Decided,
  stance: Parameters<typeof doneAlready>[1] = UNIT,
) {
  return patchOf(change, { visit: seen, stance, actorId: 4, now: MONDAY }, decided);
}

const one = (answer: Party['answer'] = 'pending') => [party(1, answer)];
const called = { reason: 'sea' };

describe('what is written of a visit', () => {
  it('agreed on: one more in its calendar, whatever reason there was', () => {
    const seen = visit('proposed', one(), { sequence: 2, stateReason: 'busy' });
    const decided = { to: 'confirmed' as const, answers: ['accepted' as const] };
    expect(patch({ action: 'accept' }, seen, decided, agency(party(1, 'pending')))).toEqual({
      visit: { sequence: 3, stateReason: null },
      parties: [
        {
          agencyId: 1,
          data: {
            answer: 'accepted',
            reason: null,
            proposedStart: null,
            proposedEnd: null,
            answeredAt: MONDAY,
            answeredById: 4,
          },
        },
      ],
      event: { kind: 'accepted' },
    });
  });

  it('their time accepted: that time, and why against what stood in the way', () => {
    const seen = visit('counterProposed', one('counterProposed'));
    const decided = { to: 'confirmed' as const, answers: ['accepted' as const] };
    const { visit: written, event: kept } = patch({ action: 'accept', override: 'mendesak' }, seen, decided);
    expect(written).toEqual({
      sequence: 1,
      stateReason: null,
      startsAt: at('2023-09-01T13:00'),
      endsAt: at('2023-09-01T14:30'),
    });
    expect(kept).toEqual({
      kind: 'counterAccepted',
      oldStart: seen.startsAt,
      newStart: at('2023-09-01T13:00'),
      reason: 'mendesak',
    });
  });

  it('an agency’s offer accepted: whoever did answers for it', () => {
    const seen = visit('proposed', one('accepted'));
    const decided = { to: 'confirmed' as const, answers: ['accepted' as const] };
    expect(patch({ action: 'accept' }, seen, decided).visit).toEqual({
      sequence: 1,
      stateReason: null,
      officerId: 4,
    });
    expect(patch({ action: 'accept' }, seen, decided).event).toEqual({
      kind: 'counterAccepted',
      oldStart: seen.startsAt,
      newStart: seen.startsAt,
    });
  });

  it.each([
    ['agreed', 'confirmed', 2, 3],
    ['not agreed', 'proposed', 2, undefined],
    ['never agreed', 'confirmed', 0, undefined],
  ] as const)('another purpose of one %s', (_, state, sequence, becomes) => {
    const seen = visit(state, one('pending'), { sequence });
    const written = patch({ action: 'edit', purpose: 'Panen Lele' }, seen, {
      to: state,
      answers: ['pending'],
    }).visit;
    expect(written?.sequence).toBe(becomes);
    expect(written).toMatchObject({ purpose: 'Panen Lele', searchText: 'panen lele' });
  });

  it.each([
    ['by the unit', 'cancelled', 1, { stateReason: 'sea', sequence: 2 }, 'cancelled'],
    ['by the unit, never agreed', 'cancelled', 0, { stateReason: 'sea' }, 'cancelled'],
    ['by an agency that leaves the others to it', 'confirmed', 1, { sequence: 2 }, 'declined'],
  ] as const)('called off %s', (_, to, sequence, written, kind) => {
    const seen = visit('confirmed', [party(1, 'accepted'), party(2, 'accepted')], { sequence });
    const done = patch(Object.assign({ action: 'cancel' as const }, called), seen, {
      to,
      answers: ['declined', 'accepted'],
    });
    expect(done.visit).toEqual(written);
    expect(done.event).toEqual({ kind, reason: 'sea' });
  });

  it.each([
    ['the only agency', 1, 'sea'],
    ['one of several', 2, null],
  ] as const)('declined by %s', (_, count, stateReason) => {
    const parties = [party(1, 'pending'), party(2, 'accepted')].slice(0, count);
    const done = patch(
      Object.assign({ action: 'decline' as const }, called),
      visit('proposed', parties),
      { to: 'proposed', answers: ['declined', 'accepted'] },
      agency(party(1, 'pending')),
    );
    expect(done.visit).toEqual({ stateReason });
    expect(done.parties).toMatchObject([{ agencyId: 1, data: { answer: 'declined', reason: 'sea' } }]);
  });

  it('moved: the new time, all asked anew; a new purpose if one was given', () => {
    const seen = visit('confirmed', [party(1, 'accepted'), party(2, 'pending')], { stateReason: 'busy' });
    const decided = { to: 'proposed' as const, answers: ['pending' as const, 'pending' as const] };
    const move = { action: 'move' as const, startsAt: starts, endsAt: ends };
    const done = patch(move, seen, decided);
    expect(done.visit).toEqual({ startsAt: starts, endsAt: ends, stateReason: null });
    expect(done.event).toEqual({ kind: 'moved', oldStart: seen.startsAt, newStart: starts });
    expect(done.parties?.map(({ agencyId, data }) => [agencyId, data.answer, data.answeredAt])).toEqual([
      [1, 'pending', null],
      [2, 'pending', null],
    ]);
    const more = patch(Object.assign({ purpose: 'Panen', override: 'mendesak' }, move), seen, decided);
    expect(more.visit).toMatchObject({ purpose: 'Panen', searchText: 'panen' });
    expect(more.event).toMatchObject({ reason: 'mendesak' });
  });

  it('another time named: the agency’s own part holds it, the others’ stay', () => {
    const seen = visit('proposed', [party(1, 'pending'), party(2, 'accepted'), party(3, 'pending')]);
    const decided = {
      to: 'counterProposed' as const,
      answers: ['counterProposed' as const, 'accepted' as const, 'pending' as const],
    };
    const done = patch(
      { action: 'suggest', startsAt: starts, endsAt: ends },
      seen,
      decided,
      agency(party(1, 'pending')),
    );
    expect(done.parties).toMatchObject([
      {
        agencyId: 1,
        data: { answer: 'counterProposed', proposedStart: starts, proposedEnd: ends, answeredById: 4 },
      },
    ]);
    expect(done.parties).toHaveLength(1);
    expect(done.event).toEqual({ kind: 'counterProposed', oldStart: seen.startsAt, newStart: starts });
  });

  it('going on: those who had not answered are out, with no word of theirs', () => {
    const seen = visit('proposed', [party(1, 'accepted'), party(2, 'pending')]);
    const done = patch({ action: 'goOn' }, seen, { to: 'confirmed', answers: ['accepted', 'declined'] });
    expect(done.parties).toEqual([
      { agencyId: 2, data: { proposedStart: null, proposedEnd: null, answer: 'declined', reason: null } },
    ]);
    expect(done.event).toEqual({ kind: 'counterAccepted' });
  });

  it.each([
    [
      'held',
      'Sepakat',
      1,
      { minutes: 'Sepakat', minutesVersion: 2 },
      { kind: 'minutesWritten', reason: 'Sepakat' },
    ],
    [
      'held',
      'Sepakat',
      undefined,
      { minutes: 'Sepakat', minutesVersion: 1 },
      { kind: 'minutesWritten', reason: 'Sepakat' },
    ],
    ['held', '', 1, {}, { kind: 'edited', reason: null }],
    ['nobodyCame', 'Sepi', undefined, {}, { kind: 'edited', reason: 'Sepi' }],
  ] as const)('noted on one that is %s: %s, after version %s', (state, notes, version, written, kept) => {
    const minutes = version === undefined ? null : { text: 'Lama', version, agreed: false };
    const seen = visit(state, one('accepted'), { minutes });
    const done = patch({ action: 'note', notes, photos: [] }, seen, { to: state, answers: ['accepted'] });
    expect([done.visit, done.event, done.parties]).toEqual([written, kept, []]);
    const letter = patch({ action: 'note', notes, photos: [], letterNumber: 'W.1' }, seen, {
      to: state,
      answers: ['accepted'],
    });
    expect(letter.visit).toEqual(Object.assign({ letterNumber: 'W.1' }, written));
  });
});

it('an agency that says again that it comes has said it once', () => {
  const said = event('accepted', { agencyId: 1, at: MONDAY });
  const seen = visit('confirmed', one('accepted'), { trail: [said] });
  expect(doneAlready(seen, agency(party(1, 'accepted')), { action: 'ready' })).toBe(true);
  expect(doneAlready(seen, agency(party(2, 'accepted')), { action: 'ready' })).toBe(false);
  expect(doneAlready(seen, agency(party(1, 'accepted')), { action: 'goOn' })).toBe(false);
  expect(doneAlready(seen, UNIT, { action: 'ready' })).toBe(false);
});
