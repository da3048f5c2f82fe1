import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseRefused } from '../start/refusal.js';
import type { Figures } from './figures.js';

/** An upgrade that is done: which migrations the database had and has, and what of the office was counted then and is now. */
export type Upgraded = {
  /** The newest migrations by name. */
  readonly from: string;
  readonly to: string;
  /** The same before and after. */
  readonly figures: Figures;
  /** What the backup from before is called; undefined where none was made. */
  readonly backup: string | undefined;
};

/** How a file takes another's place on a computer. */
export type Placing = {
  readonly platform: NodeJS.Platform;
  /** @throws {NodeJS.ErrnoException} where it is refused. */
  readonly rename: (from: string, to: string) => void;
};

export type MigrationHooks = {
  /**
   * Makes a verified backup of what is at an SQLite path or a PostgreSQL address, before anything is changed, and
   * names it; undefined where none can be made here, having said what to do. A database without a unit needs none.
   */
  readonly backUp?: (of: string) => Promise<string | undefined>;
  readonly onUpgraded?: (upgraded: Upgraded) => void;
  /** Called at once and then once a minute while another program has the SQLite file open. */
  readonly onWaiting?: () => void;
  /** What is being done, as a word, right before it is done. */
  readonly onStep?: (step: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Another computer's way with files than this one's. */
  readonly placing?: Placing;
};

/** @throws {DatabaseRefused} where the backup fails: then nothing is upgraded. */
export async function backedUp({ backUp }: MigrationHooks, of: string): Promise<string | undefined> {
  try {
    return await backUp?.(of);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseRefused(
      'backup',
      {
        id: `Basis data belum diperbarui, karena cadangan sebelumnya gagal dibuat: ${why}. Periksa ruang kosong di disk, lalu jalankan lagi.`,
        en: `The database was not upgraded, because the backup before it failed: ${why}. Check the free space on the disk and start again.`,
      },
      { cause },
    );
  }
}

const TRY_MS = 500;
const SAY_MS = 60_000;

/** Tries until it succeeds (anything but undefined), saying so once a minute. @throws when the signal ends it. */
export async function untilFree<T>(
  { onWaiting, signal }: Pick<MigrationHooks, 'onWaiting' | 'signal'>,
  attempt: () => T | undefined,
): Promise<T> {
  for (let waited = 0; ; waited += TRY_MS) {
    const result = attempt();
    if (result !== undefined) return result;
    if (waited % SAY_MS === 0) onWaiting?.();
    await sleep(TRY_MS, undefined, signal ? { signal } : {});
  }
}
