import type { ChatsReport } from './chatting/chats.js';
import type { ConversationsReport } from './chatting/conversations.js';
import type { FloodReport } from './chatting/flood.js';
import type { DiskFullReport } from './disk-full.js';
import type { ChatReport } from './fleet/chatting.js';
import type { FailoverReport, ReplicasPlan } from './fleet/fleet.js';
import type { HostileReport } from './hostile/hostile.js';
import { breachOf, type MatrixReport } from './matrix/matrix.js';
import type { MemoryReport } from './memory/memory.js';
import type { RestoreReport } from './restore.js';
import type { KillsReport } from './sending/kills.js';
import type { PaceReport } from './sending/pace.js';
import type { ReplicasReport } from './sending/replicas.js';
import type { UpgradesReport } from './upgrades/upgrades.js';

// What a drill's report must say; each function names what it doesn't, in plain words. Times are judged where they are
// promised in SECURITY.md, and there only where a busy machine can't be to blame.

/** `what` where it isn't so. */
const unless = (isSo: boolean, what: string): string[] => (isSo ? [] : [what]);
const none = (count: number, what: string): string[] => unless(count === 0, `${count} ${what}`);

const TAKEN_OVER_SECONDS = 6;
/** Of a kill, the messages that were on their way: see decision 018. */
const REPEATED_BY_ONE_KILL = 3;
const SERVICE_AFTER_SECONDS = 10;
/** Telegram's limit is 30. */
const LEAST_SHARE = 0.8;

export const PROMISES = {
  kills: (report: KillsReport): string[] => [
    ...none(report.lost, 'reminders lost'),
    ...none(report.unfinished, 'reminders unfinished'),
    ...unless(
      report.mostRepeatedByOneKill <= REPEATED_BY_ONE_KILL,
      `${report.mostRepeatedByOneKill} repeated by one kill`,
    ),
  ],
  replicas: (report: ReplicasReport): string[] => [
    ...none(report.lost, 'reminders lost'),
    ...none(report.unfinished, 'reminders unfinished'),
    ...none(report.twiceBeforeTheFirstKill, 'sent twice while both lived'),
    ...unless(
      Math.max(...report.takeOverSeconds) <= TAKEN_OVER_SECONDS,
      `taken over after ${Math.max(...report.takeOverSeconds)} s`,
    ),
  ],
  flood: (report: FloodReport): string[] => [
    ...unless(Number.isFinite(report.besideOne.mostMs), 'the head was not answered beside one stranger'),
    ...unless(Number.isFinite(report.besideFlood.mostMs), 'the head was not answered beside a flood'),
    ...unless(report.besideFlood.p50Ms <= 1_000, `an answer took ${report.besideFlood.p50Ms} ms`),
  ],
  /** @param isShort Over before the pace is even. */
  pace: (report: PaceReport, isShort: boolean): string[] => [
    ...none(report.lost, 'reminders lost'),
    ...none(report.repeated, 'reminders repeated'),
    ...unless(report.groupMostAMinute <= 20, `${report.groupMostAMinute} a minute to one group`),
    ...unless(isShort || report.share >= LEAST_SHARE, `${report.perSecond} a second`),
  ],
  /** @param isShort Too few messages for a ninety-ninth percentile that means something. */
  chats: (report: ChatsReport, isShort: boolean): string[] => [
    ...none(report.unanswered, 'unanswered beside a silent chat'),
    ...unless(isShort || report.times < 1.5, `others waited ${report.times} times as long`),
  ],
  conversations: (report: ConversationsReport): string[] => [
    ...none(report.lost, 'lost'),
    ...none(report.doubled, 'doubled'),
    ...none(report.leftStored, 'left stored'),
    ...none(report.leftWithTelegram, 'left with Telegram'),
  ],
  upgrades: (report: UpgradesReport): string[] =>
    none(report.kills - report.taken, 'databases that the next start could not take'),
  fleet: (report: ReplicasPlan & ChatReport): string[] => [
    ...unless(report.confirmed > 0, 'nobody was served'),
    ...none(report.lost, 'confirmed and lost'),
    // After a kill an answer may be shown again.
    ...unless(report.kills > 0 || report.toldTwice === 0, `${report.toldTwice} told twice`),
  ],
  failover: (report: FailoverReport): string[] => [
    // Asynchronous, what was confirmed while the standby was cut off is lost, and nothing before.
    ...unless(
      report.lost <= (report.synchronous ? 0 : report.confirmedInGap),
      `${report.lost} confirmed and lost, ${report.confirmedInGap} of them while the standby was cut off`,
    ),
    ...unless(
      report.serviceAfterSeconds <= SERVICE_AFTER_SECONDS,
      `service again after ${report.serviceAfterSeconds} s`,
    ),
  ],
  matrix: ({ cells }: MatrixReport): string[] => [
    ...unless(cells.length > 0, 'no cell was filled in'),
    ...cells.map(breachOf).filter((breach) => breach !== undefined),
  ],
  'disk-full': (report: DiskFullReport): string[] => [
    ...unless(report.confirmed > 0, 'nobody was served'),
    ...none(report.lost, 'confirmed and lost'),
    ...none(report.doubled, 'doubled'),
    ...none(report.leftStored, 'left stored'),
    ...none(report.leftWithTelegram, 'left with Telegram'),
    ...unless(report.held + report.stored > 0, 'nothing was held while the disk was full'),
    ...unless(report.toldItWaits > 0, 'nobody was told that it is not their fault'),
    ...unless(
      report.savedByItself === report.typedIntoFull,
      'what was typed into the full disk is not saved',
    ),
    ...unless(report.headsTold && report.headsToldOver, 'heads were not told'),
    ...unless(report.ready.join() === '200,503,200', `ready said ${report.ready.join()}`),
    // 200 only for what was answered, or still found room as a row.
    ...unless(
      report.answered?.status !== 200 || report.answered.tap || report.stored > 0,
      `the webhook said ${report.answered?.status}`,
    ),
    ...unless(
      report.by === 'polling' || report.answered?.status === 200 || report.answered?.status === 503,
      `the webhook said ${report.answered?.status}`,
    ),
  ],
  restore: (report: RestoreReport): string[] => [
    ...unless(report.confirmed > 0, 'nobody was served'),
    ...none(report.lost, 'confirmed before a backup and not in it'),
    ...none(report.differing.length, `tables that differ after a restore: ${report.differing.join(', ')}`),
  ],
  hostile: (report: HostileReport): string[] => [
    ...none(report.faults.length, 'faults'),
    ...none(report.silences.length, `left without an answer: ${report.silences.join('; ')}`),
    ...none(report.leaks.length, 'leaks'),
    ...none(report.foreignRows.length, `tables changed of another unit: ${report.foreignRows.join(', ')}`),
    ...none(report.kindsMissing.length, `kinds of update never sent: ${report.kindsMissing.join(', ')}`),
  ],
  memory: (report: MemoryReport): string[] =>
    unless(
      report.growsAtMostBytesAnUpdate <= report.allowedBytesAnUpdate,
      `grows by up to ${report.growsAtMostBytesAnUpdate.toFixed(1)} bytes an update`,
    ),
} as const;

export type DrillName = keyof typeof PROMISES;
