import type { Reader } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { namesIn } from '../../people/index.js';
import { readDetail } from '../edit/rules.js';
import type { Visit, VisitEvent, VisitEventKind } from '../visit/rules.js';

/** What only an agency does; the rest may be anybody's. */
const BY_AGENCIES: ReadonlySet<VisitEventKind> = new Set([
  ...(['accepted', 'counterProposed', 'minutesAgreed', 'minutesCorrected'] as const),
]);

/** Of the visit `v`'s agencies, in SQL, the one that whoever did the event `e` belongs or belonged to, the last first. */
export const behind = Prisma.sql`(
  SELECT c."agencyId" FROM "VisitParty" c
  JOIN "Post" b ON b."agencyId" = c."agencyId" AND b."unitId" = v."unitId" AND b."personId" = e."actorId"
  WHERE c."visitId" = v."id" ORDER BY b."id" DESC LIMIT 1)`;

/** `behindId`: what `behind` found; `relayedFor`: the agency whose answer somebody of the unit wrote down. */
export type Behind = { readonly behindId: number | null; readonly relayedFor: number | null };

/** For which of a visit's agencies something was done; null: for the unit. */
export function agencyBehind(
  agencyIds: readonly number[],
  kind: VisitEventKind,
  { behindId, relayedFor }: Behind,
): number | null {
  if (relayedFor !== null) return relayedFor;
  const [only] = agencyIds;
  // Either side keeps to what was agreed.
  if (agencyIds.length > 1 || kind === 'changeKept') return behindId;
  return only !== undefined && BY_AGENCIES.has(kind) ? only : null;
}

/** An event with who did it, and `names` of those whom it put along or took out. */
export type Told = Omit<VisitEvent, 'actorId'> & {
  readonly by: string | null;
  readonly names?: ReadonlyMap<number, string>;
};

type ToldRow = Omit<Told, 'agencyId' | 'detail' | 'names'> & Behind & { readonly detail: string | null };

/** A visit's last events, the newest first. One query, two where people were put along or taken out. */
export async function history(
  db: Reader,
  { id, unitId, parties, takenOut }: Pick<Visit, 'id' | 'unitId' | 'parties' | 'takenOut'>,
  take: number,
): Promise<Told[]> {
  const rows = await db.$queryRaw<ToldRow[]>`
    SELECT e."at", e."kind", e."reason", e."oldStart", e."newStart", e."via", e."saidBy",
      e."detail", e."agencyId" AS "relayedFor", p."name" AS "by", ${behind} AS "behindId"
    FROM "VisitEvent" e JOIN "Visit" v ON v."id" = e."visitId" LEFT JOIN "Person" p ON p."id" = e."actorId"
    WHERE e."visitId" = ${id} ORDER BY e."id" DESC ${limitTo(take)}`;
  const agencyIds = [...parties, ...takenOut].map(({ agencyId }) => agencyId);
  const details = rows.map(({ detail }) => readDetail(detail));
  const people = details.flatMap((detail) => [...(detail?.membersIn ?? []), ...(detail?.membersOut ?? [])]);
  const names = people.length > 0 ? await namesIn(db, unitId, people) : new Map<number, string>();
  return rows.map(({ behindId, relayedFor, ...event }, at) => ({
    ...event,
    detail: details[at] ?? null,
    ...(names.size > 0 && { names }),
    agencyId: agencyBehind(agencyIds, event.kind, { behindId, relayedFor }),
  }));
}

/** The last event of some kinds, with who did it. One query, where it isn't among the last few. */
export async function lastEvent(
  db: Reader,
  { id, trail }: Pick<Visit, 'id' | 'trail'>,
  kinds: readonly VisitEventKind[],
): Promise<Pick<VisitEvent, 'kind' | 'at' | 'actorId' | 'oldStart'> | null> {
  const recent = trail.find(({ kind }) => kinds.includes(kind));
  if (recent) return recent;
  return db.visitEvent.findFirst({
    where: { visitId: id, kind: { in: few('kinds', kinds) } },
    select: { kind: true, at: true, actorId: true, oldStart: true },
    orderBy: { id: 'desc' },
  });
}

/** Every text of a visit's minutes with when it was written, the newest first. */
export async function writtenMinutes(
  db: Reader,
  visitId: number,
): Promise<{ readonly at: Date; readonly text: string }[]> {
  const rows = await db.visitEvent.findMany({
    where: { visitId, kind: 'minutesWritten', reason: { not: null } },
    select: { at: true, reason: true },
    orderBy: { id: 'desc' },
  });
  return rows.map(({ at, reason }) => ({ at, text: reason ?? '' }));
}
