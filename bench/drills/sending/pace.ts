import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '#sambang/db/database.js';
import { percentile } from '../../counts/figures.js';
import { UNIT } from '../../counts/sample.js';
import { startProgram } from '../program.js';
import { type Heard, type Line, openLine, sowReminders, verdict } from '../world.js';

const GROUP = -900_001;
const GROUP_MESSAGES = 60;
const ASK_EVERY_MS = 2_000;
const MINUTE_MS = 60_000;

export type PaceReport = {
  readonly reminders: number;
  readonly perSecond: number;
  /** Of 30 a second. */
  readonly share: number;
  readonly floods: number;
  readonly lost: number;
  readonly repeated: number;
  readonly answers: number;
  readonly answerP50Ms: number;
  readonly answerMostMs: number;
  readonly groupMessages: number;
  /** The most that the group got within any 60 seconds. */
  readonly groupMostAMinute: number;
  readonly seconds: number;
};

/** The whole program under everybody's reminders at once, while its head asks `/jumlah` all the time. */
export async function drillPace(databaseUrl: string, reminders: number): Promise<PaceReport> {
  const began = performance.now();
  await sowReminders(databaseUrl, reminders, 'visit');
  await sowGroup(databaseUrl);
  const line = await openLine(reminders);
  line.telegram.addGroup({ id: GROUP, title: 'Staf', memberIds: [UNIT.firstPerson] });
  line.telegram.world.updates.drop();
  const program = startProgram(databaseUrl, line);
  try {
    await line.reached(1);
    const asking = new AbortController();
    const answers = ask(line, asking.signal);
    const db = await createDatabase(databaseUrl);
    const left = () =>
      db.read.outbox.count({ where: { state: { in: ['planned', 'sending'] }, kind: 'visit.H-1' } });
    while ((await left()) > 0) await sleep(1_000);
    await db.close();
    asking.abort();
    const times = await answers;
    const bulk = line.heard.filter(({ chatId, text }) => chatId > 0 && text.startsWith('Besok'));
    const lasted = ((bulk.at(-1)?.at ?? 0) - (bulk[0]?.at ?? 0)) / 1_000;
    const perSecond = (bulk.length - 1) / lasted;
    const group = line.heard.filter(({ chatId }) => chatId === GROUP);
    const { lost, repeated } = await verdict(databaseUrl, bulk, reminders);
    return {
      reminders,
      perSecond,
      share: perSecond / 30,
      floods: line.floods(),
      lost,
      repeated,
      answers: times.length,
      answerP50Ms: percentile(times, 0.5),
      answerMostMs: Math.max(...times),
      groupMessages: group.length,
      groupMostAMinute: mostAMinute(group),
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await program.end('SIGTERM');
    await line.close();
  }
}

/** A bound group with many summaries due at once. */
async function sowGroup(databaseUrl: string): Promise<void> {
  const db = await createDatabase(databaseUrl);
  try {
    const unit = await db.read.unit.findFirstOrThrow();
    const head = await db.read.person.findFirstOrThrow();
    const now = new Date();
    // Before all the rest, so that the group is at its limit while everybody else is served.
    const dueAt = new Date(now.getTime() - MINUTE_MS);
    await db.write(async (tx) => {
      const { id: groupId } = await tx.groupChat.create({
        data: {
          unitId: unit.id,
          chatId: BigInt(GROUP),
          title: 'Staf',
          weekday: 1,
          minute: 450,
          locale: 'id',
          boundById: head.id,
          boundAt: now,
        },
      });
      await tx.outbox.createMany({
        data: Array.from({ length: GROUP_MESSAGES }, (_, n) => ({
          dedupeKey: `drill:group:${n}`,
          unitId: unit.id,
          kind: 'summary.weekly',
          subjectId: groupId,
          subjectVersion: 1,
          groupId,
          dueAt,
          nextAt: dueAt,
          createdAt: now,
        })),
      });
    });
  } finally {
    await db.close();
  }
}

/** The head asks again and again; how long each answer took, in milliseconds. */
async function ask({ telegram, heard, reached }: Line, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  const answered = () => heard.filter(isAnswer).length;
  while (!signal.aborted) {
    const before = answered();
    const asked = performance.now();
    telegram.send(UNIT.firstPerson, UNIT.firstPerson, { text: '/jumlah' });
    while (answered() === before && performance.now() - asked < 20_000) await reached(heard.length + 1);
    times.push((heard.findLast(isAnswer)?.at ?? Number.POSITIVE_INFINITY) - asked);
    await sleep(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return times;
}

function isAnswer({ chatId, text }: Heard): boolean {
  return chatId === UNIT.firstPerson && !text.startsWith('Besok');
}

function mostAMinute(heard: readonly Heard[]): number {
  return Math.max(
    0,
    ...heard.map((first, i) => heard.slice(i).filter(({ at }) => at < first.at + MINUTE_MS).length),
  );
}
