import type { Reader, Tx } from '../../db/database.js';
import type { Locale } from '../../lib/locale.js';
import type { Late, VisitFact } from './content/rules.js';
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

export async function agencyIn(
  db: Reader | Tx,
  unitId: number,
  agencyId: number,
): Promise<{ id: number; name: string } | null> {
  return db.agency.findFirst({ where: { id: agencyId, unitId }, select: { id: true, name: true } });
}

export async function agenciesIn(db: Reader | Tx, unitId: number): Promise<{ id: number; name: string }[]> {
  return db.agency.findMany({
    where: { unitId },
    select: { id: true, name: true },
    orderBy: { searchName: 'asc' },
  });
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

/** Whose part is read: the unit's, or one agency's. */
export type Part = { readonly unitId: number; readonly agencyId: number | null };

const visitPart = ({ unitId, agencyId }: Part) => ({
  unitId,
  ...(agencyId === null ? {} : { parties: { some: { agencyId } } }),
});

const sessionPart = ({ unitId, agencyId }: Part) => ({
  unitId,
  ...(agencyId === null ? {} : { programme: { agencyId } }),
});

/** Visits that begin in a stretch of time. An agency's part names no other agency. */
export async function visitsIn(db: Reader, part: Part, from: Date, until: Date): Promise<VisitFact[]> {
  const visits = await db.visit.findMany({
    where: { ...visitPart(part), startsAt: { gte: from, lt: until } },
    select: {
      startsAt: true,
      state: true,
      parties: { select: { agencyId: true, agency: { select: { name: true } } }, orderBy: { id: 'asc' } },
    },
  });
  return visits.map(({ startsAt, state, parties }) => ({
    startsAt,
    state,
    agencies: parties
      .filter(({ agencyId }) => part.agencyId === null || agencyId === part.agencyId)
      .map(({ agency }) => agency.name),
  }));
}

/** Planned sessions of a stretch of time, by programme. */
export async function plannedSessions(
  db: Reader,
  part: Part,
  from: Date,
  until: Date,
): Promise<{ programmeId: number; sessions: number }[]> {
  const planned = await db.session.groupBy({
    by: ['programmeId'],
    where: { ...sessionPart(part), state: 'planned', startsAt: { gte: from, lt: until } },
    _count: { id: true },
    orderBy: { programmeId: 'asc' },
  });
  return planned.map(({ programmeId, _count: count }) => ({ programmeId, sessions: count.id }));
}

/** What hangs over at an instant. */
export async function lateIn(db: Reader, part: Part, at: Date): Promise<Late> {
  const visits = visitPart(part);
  const [unanswered, withoutOutcome, unrecorded] = await Promise.all([
    db.visit.count({ where: { ...visits, state: { in: ['proposed', 'counterProposed'] } } }),
    db.visit.count({ where: { ...visits, state: 'confirmed', endsAt: { lte: at } } }),
    db.session.count({ where: { ...sessionPart(part), state: 'planned', endsAt: { lte: at } } }),
  ]);
  return { unanswered, withoutOutcome, unrecorded };
}

export async function programmeNames(db: Reader, unitId: number): Promise<ReadonlyMap<number, string>> {
  const programmes = await db.programme.findMany({ where: { unitId }, select: { id: true, name: true } });
  return new Map(programmes.map(({ id, name }) => [id, name]));
}

/** When anything was first recorded of the unit's enrolments by an instant. */
export async function hasEnrolmentsBy(db: Reader, unitId: number, at: Date): Promise<boolean> {
  const first = await db.enrolmentChange.findFirst({
    where: { enrolment: { unitId }, from: { lte: at } },
    select: { id: true },
  });
  return first !== null;
}
