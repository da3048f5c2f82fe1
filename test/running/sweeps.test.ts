import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/lib/logger.js';
import { createSweeper } from '../../src/running/sweeps.js';
import { fixedClock } from '../support/clock.js';

const MINUTE_MS = 60_000;

/** A sweeper whose waits pass as soon as they are asked for, until so many have. */
function sweeperOf(sweeps: Record<string, () => Promise<unknown>>, waits = 0) {
  const lines: string[] = [];
  const told: string[] = [];
  const waited: number[] = [];
  const stop = new AbortController();
  const sweeper = createSweeper(sweeps, {
    clock: fixedClock('2023-09-05T08:00:00+09:00'),
    logger: createLogger('error', { write: (line: string) => void lines.push(line) }),
    onFailed: (sweep) => told.push(sweep),
    wait: (ms) => {
      if (waited.length === waits) stop.abort();
      else waited.push(ms / MINUTE_MS);
      return Promise.resolve();
    },
  });
  return { sweeper, lines, told, waited, run: () => sweeper.run(stop.signal) };
}

describe('a sweep that fails', () => {
  it('stops neither the others nor the start, is logged and told', async () => {
    const done: string[] = [];
    const { sweeper, lines, told } = sweeperOf({
      first: async () => done.push('first'),
      faulty: () => Promise.reject(new Error('too many parameters')),
      last: async () => done.push('last'),
    });
    await sweeper.once();
    expect(done).toEqual(['first', 'last']);
    expect(told).toEqual(['faulty']);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ sweep: 'faulty', msg: 'a sweep failed' });
  });

  it('is tried again sooner than in an hour, alone and ever more rarely, and told once', async () => {
    const runs = { faulty: 0, other: 0 };
    const { sweeper, told, waited, run } = sweeperOf(
      {
        faulty: async () => {
          runs.faulty += 1;
          if (runs.faulty < 4) throw new Error('not yet');
        },
        other: async () => (runs.other += 1),
      },
      4,
    );
    await sweeper.once();
    await run();
    expect(waited).toEqual([1, 2, 4, 53]);
    expect(runs).toEqual({ faulty: 5, other: 2 });
    expect(told).toEqual(['faulty']);
  });

  it('is told anew when it fails after it had worked', async () => {
    let works = true;
    const { sweeper, told } = sweeperOf({ one: async () => expect(works).toBe(true) });
    for (const now of [false, false, true, false]) {
      works = now;
      await sweeper.once();
    }
    expect(told).toEqual(['one', 'one']);
  });
});
