import type { Reader } from '../../db/database.js';
import type { Visit, VisitEvent, VisitEventKind } from './visit/rules.js';

type Did = { readonly kind: VisitEventKind; readonly actorId: number | null };

/** What only an agency does; the rest may be anybody's. */
const BY_AGENCIES: ReadonlySet<VisitEventKind> = new Set([
  ...(['accepted', 'counterProposed', 'minutesAgreed', 'minutesCorrected'] as const),
]);

/**
 * For which of a visit's agencies something was done: the one that the person belongs or belonged to; null: for the
 * unit. One statement, where there is more than one agency.
 */
export async function agenciesBehind(
  db: Reader,
  unitId: number,
  agencyIds: readonly number[],
  events: readonly Did[],
): Promise<(event: Did) => number | null> {
  const [only] = agencyIds;
  if (agencyIds.length < 2) return ({ kind }) => (only !== undefined && BY_AGENCIES.has(kind) ? only : null);
  const people = [...new Set(events.flatMap(({ actorId }) => actorId ?? []))];
  const posts = await db.post.findMany({
    where: { unitId, personId: { in: people }, agencyId: { in: [...agencyIds] } },
    select: { personId: true, agencyId: true },
    orderBy: { id: 'desc' },
  });
  return ({ actorId }) => posts.find(({ personId }) => personId === actorId)?.agencyId ?? null;
}

/** An event with who did it. */
export type Told = VisitEvent & { readonly by: string | null };

/** A visit's last events, the newest first. Two statements, one more with several agencies. */
export async function history(
  db: Reader,
  { id: visitId, unitId, parties }: Pick<Visit, 'id' | 'unitId' | 'parties'>,
  take: number,
): Promise<Told[]> {
  const events = await db.visitEvent.findMany({
    where: { visitId },
    include: { actor: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take,
  });
  const agencyIds = parties.map(({ agencyId }) => agencyId);
  const behind = await agenciesBehind(db, unitId, agencyIds, events);
  return events.map((event) => {
    const { at, kind, reason, oldStart, newStart, actor } = event;
    return { at, kind, reason, oldStart, newStart, agencyId: behind(event), by: actor?.name ?? null };
  });
}

/** The last event of some kinds, with who did it. */
export async function lastEvent(
  db: Reader,
  visitId: number,
  kinds: readonly VisitEventKind[],
): Promise<{
  readonly kind: VisitEventKind;
  readonly at: Date;
  readonly actorId: number | null;
  readonly oldStart: Date | null;
} | null> {
  return db.visitEvent.findFirst({
    where: { visitId, kind: { in: [...kinds] } },
    select: { kind: true, at: true, actorId: true, oldStart: true },
    orderBy: { id: 'desc' },
  });
}
