import type { PostKind } from '../../access/actor.js';
import type { Reader } from '../../db/database.js';
import { activeOf } from '../visits/index.js';
import type { Attendee, VisitRecord } from './rules.js';

function person(unitId: number) {
  return {
    select: {
      id: true,
      name: true,
      posts: { where: { unitId, endedAt: null }, select: { kind: true } },
    },
  } as const;
}

function attendee(row: {
  readonly name: string;
  readonly posts: readonly { readonly kind: PostKind }[];
}): Attendee {
  return { name: row.name, posts: row.posts.map(({ kind }) => kind) };
}

/** A visit of the unit as its record tells it, but for its follow-ups. */
export async function findRecord(
  db: Reader,
  unitId: number,
  visitId: number,
): Promise<Omit<VisitRecord, 'followUps' | 'masked'> | undefined> {
  const row = await db.visit.findFirst({
    where: { id: visitId, unitId },
    include: {
      officer: person(unitId),
      members: { include: { person: person(unitId) }, orderBy: { personId: 'asc' } },
      parties: { include: { agency: true, answeredBy: person(unitId) }, orderBy: { id: 'asc' } },
    },
  });
  if (!row) return undefined;
  const { state, direction, startsAt, endsAt, purpose, letterNumber, minutes, officerId } = row;
  const members = row.members.filter(({ personId }) => personId !== officerId);
  return {
    visitId,
    unitId,
    state,
    direction,
    startsAt,
    endsAt,
    purpose,
    letterNumber,
    minutes,
    ours: [row.officer, ...members.map((member) => member.person)].map(attendee),
    parties: activeOf(row.parties).map(({ agencyId, agency, answeredBy, minutesAgreed }) => ({
      agencyId,
      name: agency.name,
      address: agency.address,
      answeredBy: answeredBy && attendee(answeredBy),
      agreed: minutesAgreed !== null && minutesAgreed === row.minutesVersion,
    })),
  };
}

/** Which of these names, as they are stored for search, are those of participants of the unit. */
export async function participantsNamed(
  db: Reader,
  unitId: number,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  // SQLite takes some 30,000 values in one statement.
  for (let at = 0; at < names.length; at += 5000) {
    const rows = await db.participant.findMany({
      where: { unitId, searchName: { in: names.slice(at, at + 5000) } },
      select: { searchName: true },
    });
    for (const { searchName } of rows) found.add(searchName);
  }
  return found;
}
