import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/delivery/sending/pace.js';

/** How many of the moments lie in the fullest span of so many ms. */
function most(moments: readonly number[], spanMs: number): number {
  return Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + spanMs).length),
  );
}

describe('the pace', () => {
  const chats = fc.array(fc.integer({ min: -3, max: 12 }).map(BigInt), { minLength: 1, maxLength: 250 });
  const trips = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 });

  /** Sends to each chat as soon as it may, skipping those that must wait, each call taking its time. */
  function send(wanted: readonly bigint[], tripMs: readonly number[]) {
    const pace = createPace();
    const sent: { readonly chatId: bigint; readonly start: number; readonly end: number }[] = [];
    const flying = new Map<bigint, number>();
    const left = [...wanted];
    for (let now = 0; left.length > 0; now += 1) {
      for (const [chatId, end] of flying) {
        if (end > now) continue;
        pace.ended(chatId, end);
        flying.delete(chatId);
      }
      const next = left.findIndex((chatId) => !flying.has(chatId) && pace.earliest(chatId) <= now);
      const [chatId] = next < 0 ? [] : left.splice(next, 1);
      if (chatId === undefined) continue;
      pace.started(now);
      const end = now + (tripMs[sent.length % tripMs.length] ?? 1);
      flying.set(chatId, end);
      sent.push({ chatId, start: now, end });
      if (now > 3_600_000) throw new Error('starved');
    }
    return sent;
  }

  it('never exceeds 30 a second over all, one a second and 20 a minute in a chat, and starves nobody', () => {
    fc.assert(
      fc.property(chats, trips, (wanted, tripMs) => {
        const sent = send(wanted, tripMs);
        expect(sent).toHaveLength(wanted.length);
        expect(
          most(
            sent.map(({ start }) => start),
            1_000,
          ),
        ).toBeLessThanOrEqual(30);
        for (const chatId of new Set(wanted)) {
          const own = sent.filter((message) => message.chatId === chatId);
          // Telegram counts a message anywhere between the start and the end of its call.
          for (const [i, { start }] of own.entries()) {
            const [previous, twentieth] = [own[i - 1], own[i - 20]];
            if (previous) expect(start - previous.end).toBeGreaterThanOrEqual(1_000);
            if (twentieth) expect(start - twentieth.end).toBeGreaterThanOrEqual(60_000);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('goes at 29 a second to many chats', () => {
    const sent = send(
      Array.from({ length: 290 }, (_, i) => BigInt(i + 1)),
      [300],
    );
    expect(sent.at(-1)?.start).toBeLessThanOrEqual(10_000);
  });

  it('makes up for a start that was late, for a long rest it doesn’t', () => {
    const pace = createPace();
    const starts: number[] = [];
    for (let now = 0; now < 60_000; now += 17) {
      if (pace.earliest(BigInt(starts.length + 1)) > now || (now > 20_000 && now < 40_000)) continue;
      pace.started(now);
      starts.push(now);
    }
    const before = starts.filter((at) => at <= 20_000);
    expect((before.length - 1) / ((before.at(-1) ?? 0) / 1_000)).toBeGreaterThan(28.9);
    expect(most(starts, 1_000)).toBeLessThanOrEqual(30);
  });

  it('holds what Telegram told it to hold, and nothing else', () => {
    const pace = createPace();
    pace.holdChat(-1n, 5_000);
    expect(pace.earliest(-1n)).toBe(5_000);
    expect(pace.earliest(2n)).toBeLessThan(0);
    pace.holdAll(3_000);
    pace.holdAll(1_000);
    expect([pace.earliest(-1n), pace.earliest(2n), pace.heldUntil()]).toEqual([5_000, 3_000, 3_000]);
  });

  it('is the same after the clock was put back, as after one that was fast', () => {
    const hour = 3_600_000;
    const pace = createPace();
    for (let n = 0; n < 20; n += 1) {
      pace.started(hour + n * 1_000);
      pace.ended(-1n, hour + n * 1_000);
    }
    pace.holdAll(hour + 30_000);
    pace.holdChat(5n, hour + 90_000);
    const before = [
      pace.earliest(-1n),
      pace.chatEarliest(-1n),
      pace.earliest(5n),
      pace.heldUntil(),
      pace.earliest(7n),
    ];
    expect(before[1]).toBe(hour + 60_000);
    pace.putBack(hour);
    expect([
      pace.earliest(-1n),
      pace.chatEarliest(-1n),
      pace.earliest(5n),
      pace.heldUntil(),
      pace.earliest(7n),
    ]).toEqual(before.map((at) => at - hour));
  });
});
