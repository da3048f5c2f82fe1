import type { Reader, Tx } from '../../db/database.js';
import { inChunks } from '../../lib/lists.js';
import type { Locale } from '../../lib/locale.js';
import { type Binding, toWeekday } from './rules.js';

/** A bound group. */
export type Group = Binding & {
  readonly id: number;
  readonly unitId: number;
  readonly chatId: bigint;
  readonly title: string;
  readonly topicId: number | null;
  readonly boundAt: Date;
  readonly agencyName: string | null;
  readonly zone: string;
};

const selected = {
  id: true,
  unitId: true,
  chatId: true,
  topicId: true,
  title: true,
  agencyId: true,
  weekday: true,
  minute: true,
  locale: true,
  boundAt: true,
  unboundAt: true,
  agency: { select: { name: true } },
  unit: { select: { zone: true } },
} as const;

type Row = {
  readonly id: number;
  readonly unitId: number;
  readonly chatId: bigint;
  readonly topicId: number | null;
  readonly title: string;
  readonly agencyId: number | null;
  readonly weekday: number;
  readonly minute: number;
  readonly locale: Locale;
  readonly boundAt: Date;
  readonly agency: { readonly name: string } | null;
  readonly unit: { readonly zone: string };
};

function toGroup(row: Row): Group {
  const { id, unitId, chatId, topicId, title, agencyId, weekday, minute, locale, boundAt, agency, unit } =
    row;
  const agencyName = agency?.name ?? null;
  const { zone } = unit;
  const slot = { weekday: toWeekday(weekday), minute };
  return { ...slot, id, unitId, chatId, topicId, title, agencyId, agencyName, locale, boundAt, zone };
}

/** The open binding of a chat, of whatever unit. */
export async function boundGroup(db: Reader | Tx, chatId: bigint): Promise<Group | undefined> {
  const row = await db.groupChat.findFirst({ where: { chatId, unboundAt: null }, select: selected });
  return row ? toGroup(row) : undefined;
}

/** A binding, open or ended. */
export async function groupById(
  db: Reader | Tx,
  id: number,
): Promise<(Group & { readonly open: boolean }) | undefined> {
  const row = await db.groupChat.findUnique({ where: { id }, select: selected });
  return row ? { ...toGroup(row), open: row.unboundAt === null } : undefined;
}

/** A unit's open bindings, by title. */
export async function openGroups(db: Reader, unitId: number): Promise<Group[]> {
  const rows = await db.groupChat.findMany({
    where: { unboundAt: null, unitId },
    select: selected,
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toGroup);
}

/** The bot can't write to a group any more: its binding ends. */
export async function groupLost(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.groupChat.updateMany({ where: { id, unboundAt: null }, data: { unboundAt: now } });
}

/** A group has another chat now. @throws a unique violation where another binding has that chat. */
export async function groupMoved(tx: Tx, id: number, chatId: bigint): Promise<void> {
  await tx.groupChat.updateMany({ where: { id }, data: { chatId } });
}

/** The topic of a group has been deleted: it is written to without one. */
export async function topicGone(tx: Tx, id: number): Promise<void> {
  await tx.groupChat.updateMany({ where: { id }, data: { topicId: null } });
}

/** Open bindings for which nothing of a kind is planned or about to be sent. */
export async function unplannedGroups(db: Reader, kind: string): Promise<Group[]> {
  const rows = await db.groupChat.findMany({
    where: { unboundAt: null, outbox: { none: { kind, state: { in: ['planned', 'sending'] } } } },
    select: selected,
    orderBy: { id: 'asc' },
  });
  return rows.map(toGroup);
}

/** Groups by their ids, as what is sent to them needs it. `lost`: the binding has ended. A query for some hundreds. */
export async function groupsBy(
  db: Reader,
  ids: readonly number[],
): Promise<
  {
    readonly id: number;
    readonly chatId: bigint;
    readonly topicId: number | null;
    readonly locale: Locale;
    readonly lost: boolean;
  }[]
> {
  const groups = await inChunks(ids, (some) =>
    db.groupChat.findMany({
      where: { id: { in: some } },
      select: { id: true, chatId: true, topicId: true, locale: true, unboundAt: true },
    }),
  );
  return groups.map(({ unboundAt, ...group }) => ({ ...group, lost: unboundAt !== null }));
}

/** What groups of a unit are called, bound or not any more, by their ids. A query for some hundreds. */
export function titlesBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly title: string }[]> {
  return inChunks(ids, (some) =>
    db.groupChat.findMany({ where: { unitId, id: { in: some } }, select: { id: true, title: true } }),
  );
}
