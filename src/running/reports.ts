/** What heads are told by incidents of what happens elsewhere in the program. */
import type { Kept } from '../bot/intake/stored/store.js';
import type { Reader } from '../db/database.js';
import type { Upgraded } from '../db/migrations/upgrade.js';
import type { DroppedLine } from '../delivery/guard/group-guard.js';
import type { Incident } from '../features/incidents/index.js';
import type { HeadLeft } from '../features/people/index.js';
import { boundGroup } from '../features/summaries/index.js';
import type { BackupReport } from '../office/daily/job.js';

/** An update that failed for good. */
export function setAsideReport({ updateId, update, receivedAt }: Kept): Incident {
  const { message, callback_query: tap } = update ?? {};
  const isFile = message?.document !== undefined || message?.photo !== undefined;
  const what = tap ? 'button' : message?.text === undefined ? (isFile ? 'file' : 'other') : 'text';
  const who = (message?.from ?? tap?.from)?.first_name ?? null;
  const facts = { who, what, sentAt: receivedAt.toISOString() } as const;
  return { kind: 'update-set-aside', key: `${updateId}`, facts, at: receivedAt };
}

/** A line that was kept from a group: told once a day for each participant and group. */
export async function droppedReport(read: Reader, dropped: DroppedLine, at: Date): Promise<Incident> {
  const { chatId, line, words, rule, participantId, unitId } = dropped;
  const bound = typeof chatId === 'number' ? await boundGroup(read, BigInt(chatId)) : undefined;
  const by = rule.startsWith('name') ? 'name' : 'register';
  return {
    kind: 'guard-dropped',
    key: [chatId, participantId ?? by, at.toISOString().slice(0, 10)].join(':'),
    facts: { line, words, by, group: bound?.title ?? `${chatId}` },
    at,
    ...(unitId !== undefined && { unitId }),
  };
}

/** A backup that came to nothing, or none for days. */
export function backupReport({ facts, at }: BackupReport): Incident {
  return 'fault' in facts
    ? { kind: 'backup-failed', key: '', facts: { why: facts.fault }, at }
    : { kind: 'backup-overdue', key: '', facts: { lastAt: facts.since }, at };
}

/** A head by configuration who is in its list no more. */
export function headLeftReport({ unitId, postId, name }: HeadLeft, at: Date): Incident {
  return { kind: 'head-left', key: `${postId}`, facts: { name }, at, unitId };
}

/** The database was upgraded, and the figures of the office are as before. */
export function upgradedReport({ to, figures, backup }: Upgraded, at: Date): Incident {
  return {
    kind: 'upgraded',
    key: to,
    facts: { figures: Object.keys(figures).length, backup: backup ?? null },
    at,
  };
}
