import { randomUUID } from 'node:crypto';
import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Reader } from '../../../db/database.js';
import { few } from '../../../lib/lists.js';
import { isIn } from '../visit/store.js';
import { type Entry, FEED_MOST } from './rules.js';

/** There is one row. */
const ONLY = { where: { id: 1 } };

/** What tells this installation from every other one: a random UUID, made when it is first asked for. */
export async function installationId({ read, write }: Pick<Db, 'read' | 'write'>): Promise<string> {
  const known = await read.installation.findUnique(ONLY);
  if (known) return known.uuid;
  // Several files may be the first at once: one of them makes it.
  const made = await write(async (tx) => {
    await tx.$executeRaw`INSERT INTO "Installation" ("id", "uuid") VALUES (1, ${randomUUID()}) ON CONFLICT DO NOTHING`;
    return tx.installation.findUniqueOrThrow(ONLY);
  });
  return made.uuid;
}

/** A condition on visits: who takes part for the unit, or an agency that has agreed to. */
function takingPart(actor: Actor) {
  const scope = scopeOf(actor, 'visit.view');
  const { unitId, personId } = actor;
  switch (scope.kind) {
    case 'none':
      return undefined;
    case 'unit':
      return { unitId, OR: [{ officerId: personId }, { members: { some: { personId } } }] };
    case 'agencies': {
      const agencyId = { in: few('agencies', scope.agencyIds) };
      return { unitId, parties: { some: { ...isIn, agencyId, answer: 'accepted' as const } } };
    }
  }
}

/**
 * What stands in the calendar of somebody who takes part, from an instant on, in order: what is agreed, also where
 * another time is talked about, and what was held. Four statements.
 */
export async function entriesFor(db: Reader, actor: Actor, from: Date): Promise<Entry[]> {
  const theirs = takingPart(actor);
  if (!theirs) return [];
  const rows = await db.visit.findMany({
    where: { ...theirs, state: { in: ['confirmed', 'held'] }, sequence: { gt: 0 }, endsAt: { gt: from } },
    select: {
      id: true,
      unitId: true,
      direction: true,
      hostId: true,
      startsAt: true,
      endsAt: true,
      purpose: true,
      state: true,
      sequence: true,
      createdAt: true,
      parties: {
        where: isIn,
        select: { agencyId: true, answer: true, agency: { select: { name: true, address: true } } },
        orderBy: { id: 'asc' },
      },
      events: { select: { at: true }, orderBy: { id: 'desc' }, take: 1 },
    },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: FEED_MOST,
  });
  return rows.toReversed().map(({ parties, events, createdAt, ...visit }) => ({
    ...visit,
    changedAt: events[0]?.at ?? createdAt,
    parties: parties.map(({ agencyId, answer, agency: { name: agencyName, address } }) => ({
      agencyId,
      agencyName,
      address,
      answer,
    })),
  }));
}
