import type { Db } from '../../src/db/database.js';
import {
  createDelivery,
  type Delivery,
  type DeliveryDeps,
  type SetAside,
} from '../../src/delivery/delivery.js';
import type { Notice } from '../../src/delivery/notice.js';
import { type PlannedNotice, planNotices } from '../../src/delivery/notices.js';
import { addressesOf, markUnreachable, unitsBy } from '../../src/features/people/index.js';
import { groupLost, groupMoved, groupsBy, topicGone } from '../../src/features/summaries/index.js';
import type { Logger } from '../../src/lib/logger.js';
import { type Line, openLine } from './telegram.js';
import { type VirtualTime, virtualTime } from './virtual-time.js';

const silent = () => {};
const quiet: Logger = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent };

/** A notice that says `<kind> <subject>` and is always due, with what a test wants otherwise. */
export function notice(other: Partial<Notice> = {}): Notice {
  return {
    stillDue: async () => ({ send: true }),
    render: async ({ kind, subjectId }) => ({ card: { text: `${kind} ${subjectId}` } }),
    ...other,
  };
}

export type Office = {
  readonly db: Db;
  readonly time: VirtualTime;
  readonly telegram: Line;
  readonly unitId: number;
  /** A person whose chat id is 1,000 and their number. */
  readonly person: (n: number) => number;
  /** A group whose chat id is the negative of 1,000 and their number. */
  readonly group: (n: number) => number;
  readonly plan: (
    ...messages: readonly (Partial<PlannedNotice> & { readonly subjectId: number })[]
  ) => Promise<void>;
  readonly delivery: (notices: Readonly<Record<string, Notice>>, other?: Partial<DeliveryDeps>) => Delivery;
  readonly setAside: SetAside[];
  readonly rows: () => ReturnType<Db['read']['outbox']['findMany']>;
  readonly row: (subjectId: number) => Promise<Awaited<ReturnType<Office['rows']>>[number]>;
  /** What was said, in order: `<chat id> <text>`. */
  readonly said: () => string[];
};

/** A unit with people and groups, the local Telegram behind a line of its own, and time that waits for nobody. */
export async function openOffice(db: Db, people = 3, groups = 2): Promise<Office> {
  const time = virtualTime('2026-11-24T01:00:00Z');
  const telegram = openLine(time);
  const { local } = telegram;
  for (let n = 1; n <= people; n += 1) {
    local.addUser({ id: 1_000 + n, first_name: `Orang ${n}` });
    local.begin(1_000 + n);
  }
  for (let n = 1; n <= groups; n += 1) {
    local.addGroup({ id: -1_000 - n, title: 'Grup', memberIds: [1_001], withBot: false });
    local.world.room(-1_000 - n).members.set(local.bot.id, 'member');
  }
  const createdAt = time.clock.now();
  const setAside: SetAside[] = [];
  const unitId = await db.write(async (tx) => {
    const unit = await tx.unit.create({ data: { name: 'Rutan', zone: 'Asia/Jayapura', createdAt } });
    await tx.person.createMany({
      data: Array.from({ length: people }, (_, i) => ({
        id: i + 1,
        telegramId: BigInt(1_000 + i + 1),
        name: `Orang ${i + 1}`,
        createdAt,
      })),
    });
    await tx.post.createMany({
      data: Array.from({ length: people }, (_, i) => ({
        unitId: unit.id,
        personId: i + 1,
        kind: 'officer' as const,
        startedAt: createdAt,
      })),
    });
    await tx.groupChat.createMany({
      data: Array.from({ length: groups }, (_, i) => ({
        ...{
          id: i + 1,
          unitId: unit.id,
          chatId: BigInt(-1_000 - i - 1),
          title: 'Grup',
          weekday: 1,
          minute: 480,
        },
        locale: 'id' as const,
        boundById: 1,
        boundAt: createdAt,
      })),
    });
    return unit.id;
  });
  const rows = () => db.read.outbox.findMany({ orderBy: { id: 'asc' } });
  return {
    db,
    time,
    telegram,
    unitId,
    setAside,
    rows,
    person: (n) => 1_000 + n,
    group: (n) => -1_000 - n,
    plan: (...messages) =>
      db.write((tx) =>
        planNotices(
          tx,
          time.clock.now(),
          messages.map((message) => ({
            dedupeKey: `${message.kind ?? 'note'}:${message.subjectId}`,
            unitId,
            kind: 'note',
            subjectVersion: 1,
            to: { personId: 1 },
            dueAt: time.clock.now(),
            ...message,
          })),
        ),
      ),
    delivery: (notices, other = {}) =>
      createDelivery({
        db: time.watch(db),
        api: telegram.api,
        clock: time.clock,
        wait: time.wait,
        notices: new Map(Object.entries(notices)),
        logger: quiet,
        owner: 'test',
        random: () => 1,
        translator: () => (key) => key,
        reach: {
          personLost: markUnreachable,
          addressesOf,
          unitsBy,
          groupLost,
          groupMoved,
          groupsBy,
          topicGone,
        },
        onSetAside: async (_tx, message) => {
          setAside.push(message);
        },
        ...other,
      }),
    row: async (subjectId) => {
      const found = (await rows()).find((row) => row.subjectId === subjectId);
      if (!found) throw new Error(`no row about ${subjectId}`);
      return found;
    },
    said: () => telegram.done.map(({ chatId, payload }) => `${chatId} ${String(payload['text'])}`),
  };
}
