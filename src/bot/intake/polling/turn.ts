import type { Logger } from '../../../lib/logger.js';
import type { Wait } from '../../../telegram/retry.js';

/** Which of several processes on one database asks Telegram for updates: as a lease has it. */
export interface Turn {
  /** Takes or keeps it; `false`: another process has it. */
  readonly hold: () => Promise<boolean>;
  /** Whether what `hold` said last still holds, as without the database. */
  readonly lasts: () => boolean;
  readonly release: () => Promise<void>;
}

/** It is looked this often: a lease lasts for several of these. */
const LOOK_MS = 1_000;

type TurnDeps = {
  readonly turn: Turn;
  readonly logger: Logger;
  readonly wait: Wait;
  /** Called again and again while another process has it, or nobody can say. */
  readonly onWaiting: () => void;
};

async function holds({ turn, logger }: TurnDeps): Promise<boolean> {
  try {
    return await turn.hold();
  } catch (err) {
    logger.debug({ err }, 'nobody can say whose turn it is to poll');
    return turn.lasts();
  }
}

/** Waits for the turn, saying once that another process has it. `false`: the signal fired first. */
async function waitFor(deps: TurnDeps, signal: AbortSignal): Promise<boolean> {
  const { logger, wait, onWaiting } = deps;
  for (let said = false; !signal.aborted; said = true) {
    if (await holds(deps)) {
      if (said) logger.info('polling: it is this process’s turn');
      return true;
    }
    if (!said) logger.info('another process polls for this bot; waiting until it stops');
    onWaiting();
    await wait(LOOK_MS, signal);
  }
  return false;
}

/** Keeps the turn until the signal fires or it is lost. */
async function keep(deps: TurnDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await deps.wait(LOOK_MS, signal);
    if (signal.aborted) return;
    if (await holds(deps)) continue;
    deps.logger.warn('another process has taken over polling');
    return;
  }
}

/** Does the work whenever it is this process's turn, until the signal fires; the work's own fires when the turn is lost. */
export async function inTurn(
  deps: TurnDeps,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (await waitFor(deps, signal)) {
    const over = new AbortController();
    const during = AbortSignal.any([signal, over.signal]);
    const keeping = keep(deps, during).then(() => over.abort());
    try {
      await work(during);
    } finally {
      over.abort();
      await keeping;
    }
  }
}
