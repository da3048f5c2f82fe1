import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';

const HOUR_MS = 3_600_000;
/** What failed is tried again after a minute, then after twice as long each time, and every hour in the end. */
const FIRST_PAUSE_MS = 60_000;

/** What puts right what a crash or the passing of time left, by name; each may run again at any time. */
export type Sweeps = Readonly<Record<string, (now: Date) => Promise<unknown>>>;

export type Sweeper = {
  /** Runs each once. One that fails holds up neither the others nor the caller. */
  readonly once: () => Promise<void>;
  /** Runs all every hour, and those that failed sooner, until `signal`. Call it after `once`. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** How long to wait before those that failed so many times in a row are tried again. */
const pause = (failures: number): number => Math.min(HOUR_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));

/** @param onFailed told once for each row of failures, when it begins; `onWell` when it is over, and where it goes well at first. */
export function createSweeper(
  sweeps: Sweeps,
  deps: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly onFailed?: (sweep: string) => void;
    readonly onWell?: (sweep: string) => void;
    readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  },
): Sweeper {
  const { clock, logger, onFailed, onWell, wait = waitFor } = deps;
  /** How often each has failed in a row. */
  const failures = new Map<string, number>();
  const well = new Set<string>();

  async function sweep(names: readonly string[]): Promise<void> {
    for (const name of names) {
      try {
        await sweeps[name]?.(clock.now());
        failures.delete(name);
        if (!well.has(name)) onWell?.(name);
        well.add(name);
      } catch (err) {
        const times = (failures.get(name) ?? 0) + 1;
        failures.set(name, times);
        well.delete(name);
        logger.error({ err, sweep: name, again: `in ${pause(times) / 60_000} minutes` }, 'a sweep failed');
        if (times === 1) onFailed?.(name);
      }
    }
  }

  const all = Object.keys(sweeps);
  return {
    once: () => sweep(all),
    run: async (signal) => {
      let untilAll = HOUR_MS;
      while (!signal.aborted) {
        const ms = Math.min(untilAll, ...[...failures.values()].map(pause));
        await wait(ms, signal).catch(() => undefined);
        if (signal.aborted) return;
        untilAll -= ms;
        const whole = untilAll <= 0;
        if (whole) untilAll = HOUR_MS;
        await sweep(
          whole ? all : [...failures].filter(([, times]) => pause(times) <= ms).map(([name]) => name),
        );
      }
    },
  };
}

function waitFor(ms: number, signal: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, { signal, ref: false });
}
