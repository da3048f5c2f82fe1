import type { Tx } from '../../../db/database.js';
import { trace } from '../../../db/trace.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import type { Duties, Of, Whose } from '../../people/index.js';
import { OPEN_STATES } from '../state/rules.js';
import { isIn } from '../visit/store.js';

/** Visits that somebody is responsible for, and that are neither held nor called off. */
function ofOfficer({ unitId, personId }: Whose) {
  return { unitId, officerId: personId, state: { in: [...OPEN_STATES] } };
}

/** Visits that an agency has a part in still. */
function ofAgency({ unitId, agencyId }: Exclude<Of, Whose>) {
  const parties = { some: { ...isIn, agencyId, answer: { not: 'declined' as const } } };
  return { unitId, parties, state: { in: [...OPEN_STATES] } };
}

/** What they are along at isn't theirs to answer for, but a seat that is to be taken. */
async function passSeats(tx: Tx, { unitId, personId }: Whose, to: number): Promise<void> {
  const visit = { unitId, state: { in: [...OPEN_STATES] } };
  const along = await tx.visit.findMany({
    where: { ...visit, members: { some: { personId } } },
    select: { id: true, officerId: true, members: { select: { personId: true } } },
  });
  await tx.visitMember.deleteMany({ where: { personId, visit } });
  for (const { id: visitId, officerId, members } of along) {
    if (officerId === to || members.some((member) => member.personId === to)) continue;
    await tx.visitMember.create({ data: { visitId, personId: to } });
  }
}

/** Visits, as their officer answers for them; what was held stays theirs. */
export const visitDuties: Duties = {
  noun: 'visits',
  open: async (db, of, { now, zone }) => {
    const found = await db.visit.findMany({
      where: 'personId' in of ? ofOfficer(of) : ofAgency(of),
      select: {
        id: true,
        version: true,
        startsAt: true,
        endsAt: true,
        state: true,
        parties: { where: isIn, select: { id: true, agency: { select: { name: true } } } },
      },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    });
    return found.map(({ id, version, startsAt, endsAt, state, parties }) => {
      const label = parties
        .toSorted((a, b) => a.id - b.id)
        .map(({ agency }) => agency.name)
        .join(', ');
      const on = isoDate(localDate(startsAt, zone));
      return { id, version, label, on, late: (state === 'confirmed' ? endsAt : startsAt) <= now };
    });
  },
  pass: async (tx, whose, { personId, actorId, now }) => {
    const { unitId, personId: from } = whose;
    const found = await tx.visit.findMany({
      where: ofOfficer(whose),
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    await passSeats(tx, whose, personId);
    await tx.visit.updateMany({ where: ofOfficer(whose), data: { officerId: personId } });
    for (const { id: subjectId } of found) {
      const what = { action: 'visit.handOver', subject: 'visit', subjectId, detail: { from, to: personId } };
      await trace(tx, { unitId, at: now, actorId, ...what });
    }
  },
};

/** Open choices of times: of their officer, or those in which an agency hasn't said all. */
function openPolls(of: Of) {
  const { unitId } = of;
  const mine = 'personId' in of ? { officerId: of.personId } : undefined;
  const asked =
    'agencyId' in of ? { parties: { some: { agencyId: of.agencyId, ticks: { contains: '-' } } } } : {};
  return { unitId, state: 'open' as const, ...(mine ?? asked) };
}

/** Choices of times, as their officer answers for them. */
export const pollDuties: Duties = {
  noun: 'polls',
  open: async (db, of, { now, zone }) => {
    const found = await db.visitPoll.findMany({
      where: openPolls(of),
      select: {
        id: true,
        version: true,
        deadline: true,
        parties: { select: { id: true, agency: { select: { name: true } } } },
      },
      orderBy: [{ deadline: 'asc' }, { id: 'asc' }],
    });
    return found.map(({ id, version, deadline, parties }) => ({
      id,
      version,
      label: parties
        .toSorted((a, b) => a.id - b.id)
        .map(({ agency }) => agency.name)
        .join(', '),
      on: isoDate(localDate(deadline, zone)),
      late: deadline <= now,
    }));
  },
  pass: async (tx, whose, { personId, actorId, now }) => {
    const { unitId, personId: from } = whose;
    const where = openPolls(whose);
    const found = await tx.visitPoll.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
    await tx.visitPoll.updateMany({ where, data: { officerId: personId } });
    for (const { id: subjectId } of found) {
      const what = {
        action: 'visitPoll.handOver',
        subject: 'visitPoll',
        subjectId,
        detail: { from, to: personId },
      };
      await trace(tx, { unitId, at: now, actorId, ...what });
    }
  },
};
