import { describe, expect, it } from 'vitest';
import {
  following,
  isRenewable,
  type Reached,
  readStage,
  STAGES,
  type Stage,
  stageFault,
  takesOver,
} from '../../../../src/features/agreements/stages/rules.js';

const NOW = { now: new Date('2023-08-31T20:00:00Z'), zone: 'Asia/Jayapura' };

describe('stages of an agreement', () => {
  it('follow one another; some may be skipped, none is gone back to', () => {
    expect(Object.fromEntries(STAGES.map((stage) => [stage, following(stage).join(' ')]))).toEqual({
      exploring: 'draft review signed inForce cancelled',
      draft: 'review signed inForce cancelled',
      review: 'signed inForce cancelled',
      signed: 'inForce cancelled',
      inForce: 'ended cancelled',
      ended: '',
      renewed: '',
      cancelled: '',
    });
  });

  it('what was signed can be renewed, and takes the place of what it renews', () => {
    expect(STAGES.filter(isRenewable)).toEqual(['signed', 'inForce', 'ended']);
    expect(STAGES.filter(takesOver)).toEqual(['signed', 'inForce']);
  });

  const fault = (stage: Stage, reachedOn: string, more: Partial<Reached> = {}, from: Stage = 'draft') =>
    stageFault(
      { stage: from, reachedOn: '2023-08-20' },
      { stage, reachedOn, corrects: false, reason: '', ...more },
      NOW,
    );

  it('are reached by today, in the unit’s zone, and not before the stage before', () => {
    expect(fault('review', '2023-09-01')).toBeUndefined();
    expect(fault('review', '2023-09-02')).toBe('future');
    expect(fault('review', 'nonsense')).toBe('future');
    expect(fault('review', '2023-08-20')).toBeUndefined();
    expect(fault('review', '2023-08-19')).toBe('before');
    expect(fault('exploring', '2023-08-25')).toBe('not-next');
    expect(fault('renewed', '2023-08-25', {}, 'inForce')).toBe('not-next');
  });

  it('are called off and corrected with a reason only; a correction may go back', () => {
    expect(fault('cancelled', '2023-08-25')).toBe('reason');
    expect(fault('cancelled', '2023-08-25', { reason: 'anggaran' })).toBeUndefined();
    expect(fault('exploring', '2023-08-01', { corrects: true })).toBe('reason');
    expect(fault('exploring', '2023-08-01', { corrects: true, reason: 'salah ketuk' })).toBeUndefined();
    expect(fault('draft', '2023-08-01', { corrects: true, reason: 'salah' }, 'renewed')).toBeUndefined();
    expect(fault('renewed', '2023-08-01', { corrects: true, reason: 'salah' })).toBe('not-next');
  });

  it.each([
    ['draf', 'draft'],
    ['Tanda tangan', 'signed'],
    ['berlaku', 'inForce'],
    ['batal', 'cancelled'],
    ['draf perikanan', undefined],
    ['perikanan', undefined],
  ])('%s is read as %s', (typed, stage) => {
    expect(readStage(typed)).toBe(stage);
  });
});
