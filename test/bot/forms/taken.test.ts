import { describe, expect, it } from 'vitest';
import { askedWhenSent, hasTaken, type Memory, type Taken, withTaken } from '../../../src/bot/forms/taken.js';

const NOW = new Date('2023-08-29T03:00:00Z');
const BOT = 42n;
const memory = (taken: readonly Taken[], more: Partial<Memory> = {}): Memory => ({
  ...{ botId: BOT, taken, updatedAt: NOW },
  ...more,
});
const delivered = (updateId: number, botId = BOT) => ({ ref: { botId, updateId }, now: NOW });
const LOG: readonly Taken[] = [
  [10, 'attendance'],
  [14, 'notes'],
  [20, 'preview'],
];

describe('what a row knows of the updates that it took', () => {
  it('knows exactly which they were, not only the last', () => {
    expect([10, 14, 20].map((id) => hasTaken(memory(LOG), delivered(id)))).toEqual([true, true, true]);
    expect([9, 12, 17, 21].map((id) => hasTaken(memory(LOG), delivered(id)))).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  it('keeps the last thirty-two in the order of their numbers, and takes older ones for taken', () => {
    let rows = memory([]);
    for (const id of [3, 1, 2, ...Array.from({ length: 31 }, (_, n) => n + 4)]) {
      rows = memory(withTaken(rows, delivered(id), 'notes'));
    }
    expect(rows.taken.map(([id]) => id)).toEqual(Array.from({ length: 32 }, (_, n) => n + 3));
    expect(hasTaken(rows, delivered(2))).toBe(true);
    expect(hasTaken(memory(rows.taken.slice(1)), delivered(2))).toBe(false);
  });

  it('says what was asked when a late one was sent', () => {
    expect(askedWhenSent(memory(LOG), delivered(12))).toBe('attendance');
    expect(askedWhenSent(memory(LOG), delivered(17))).toBe('notes');
    expect(askedWhenSent(memory(LOG), delivered(9))).toBe('');
    expect(askedWhenSent(memory(LOG), delivered(21))).toBeUndefined();
  });

  it('compares numbers of one bot only, within three days', () => {
    const old = { updatedAt: new Date(NOW.getTime() - 3 * 86_400_000 - 1) };
    for (const [row, update] of [
      [memory(LOG), delivered(14, 43n)],
      [memory(LOG, { botId: null }), delivered(14)],
      [memory(LOG, old), delivered(14)],
    ] as const) {
      expect(hasTaken(row, update)).toBe(false);
      expect(askedWhenSent(row, update)).toBeUndefined();
      expect(withTaken(row, update, 'notes')).toEqual([[14, 'notes']]);
    }
    expect(
      hasTaken(memory(LOG, { updatedAt: new Date(NOW.getTime() - 3 * 86_400_000) }), delivered(14)),
    ).toBe(true);
  });
});
