import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.js';
import type { DatabaseAddress } from '../../db/url.js';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import { isoDate } from '../../lib/zoned.js';
import { isThere, type Shelf } from '../backup.js';
import { type BackupFault, faultOf } from '../faults.js';
import { makeBackup } from '../make.js';
import { isOverdue, lastDue, nextTry } from './rules.js';
import { type Attempt, type Made, noteMade, noteSent, putOff, standing, takeUp } from './store.js';

const LOOK_MS = 60_000;

/** What a head is told, once for each key. */
export type BackupReport = {
  readonly kind: 'backup-failed' | 'backup-overdue';
  readonly key: string;
  readonly facts:
    | { readonly fault: BackupFault; readonly step: 'make' | 'send'; readonly dueOn: string }
    | { readonly since: string };
  readonly at: Date;
};

export type DailyDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly address: DatabaseAddress;
  readonly shelf: Shelf;
  /** Of the day, in the shelf's zone. */
  readonly hour: number;
  readonly report: (report: BackupReport) => Promise<void>;
  /** Told of each day's backup that is made, and sent where it is to be. */
  readonly onMade?: (at: Date) => Promise<void>;
  /** Sends a copy somewhere else; left out where there is nowhere. */
  readonly send?: (file: string, made: Made, signal: AbortSignal) => Promise<void>;
};

/** Makes each day's backup, in whichever process comes first. */
export type DailyBackup = {
  /** Makes what is due and not made, if that is nobody else's yet. Failures are logged, reported and tried again later. */
  readonly look: (signal: AbortSignal) => Promise<void>;
  /** Looks at once and every minute. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

type Step = 'make' | 'send';

async function made({ address, clock, db, shelf }: DailyDeps, attempt: Attempt, signal: AbortSignal) {
  const { dueOn, made: before } = attempt;
  // Another process may have made it elsewhere.
  if (before && (await isThere(join(shelf.folder, before.file)))) return before;
  const madeAt = clock.now();
  const { file, rows } = await makeBackup(address, shelf, madeAt, signal);
  const { size: bytes } = await stat(file);
  const fresh: Made = { madeAt, file: basename(file), bytes, rows };
  await noteMade(db, dueOn, fresh);
  return fresh;
}

async function reportFailure(
  { db, clock, report }: DailyDeps,
  dueOn: string,
  step: Step,
  fault: BackupFault,
): Promise<void> {
  const at = clock.now();
  // What has to be set up once is told once.
  const key = fault === 'no-tool' ? `backup-failed:${fault}` : `backup-failed:${step}:${dueOn}`;
  await report({ kind: 'backup-failed', key, facts: { fault, step, dueOn }, at });
  const { last, firstDueAt } = await standing(db.read);
  const since = last?.madeAt ?? firstDueAt;
  if (!since || !isOverdue(since, at)) return;
  const facts = { since: since.toISOString() };
  await report({ kind: 'backup-overdue', key: `backup-overdue:${facts.since}`, facts, at });
}

async function attemptOnce(deps: DailyDeps, attempt: Attempt, signal: AbortSignal): Promise<void> {
  const { db, clock, logger, shelf, send, onMade } = deps;
  const { dueOn, number } = attempt;
  let step: Step = 'make';
  try {
    const backup = await made(deps, attempt, signal);
    if (send) {
      step = 'send';
      await send(join(shelf.folder, backup.file), backup, signal);
      await noteSent(db, dueOn, clock.now());
    }
    logger.info({ dueOn, bytes: backup.bytes, sent: send !== undefined }, 'backed up');
    await onMade?.(clock.now());
  } catch (err) {
    if (signal.aborted) return putOff(db, dueOn, clock.now());
    const fault = faultOf(err);
    logger.error({ err, fault, step, dueOn }, 'the daily backup failed');
    await putOff(db, dueOn, nextTry(clock.now(), number));
    await reportFailure(deps, dueOn, step, fault);
  }
}

export function createDailyBackup(deps: DailyDeps): DailyBackup {
  const { db, clock, logger, shelf, hour, send } = deps;

  async function look(signal: AbortSignal): Promise<void> {
    const now = clock.now();
    const { day, dueAt } = lastDue(now, shelf.zone, hour);
    const due = { dueOn: isoDate(day), dueAt, isToSend: send !== undefined };
    const attempt = await takeUp(db, due, now);
    if (attempt) await attemptOnce(deps, attempt, signal);
  }

  return {
    look,
    run: async (signal) => {
      while (!signal.aborted) {
        await look(signal).catch((err: unknown) => logger.error({ err }, 'looking for a due backup failed'));
        await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    },
  };
}
