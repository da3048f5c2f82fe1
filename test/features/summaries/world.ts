import type { Db } from '../../../src/db/database.js';
import { agency, enrol, participant, programme } from '../counts/world.js';

type Mark = 'present' | 'late' | 'sick' | 'absent';

/**
 * Two weeks before Tuesday, 5 September 2023 in Masohi: sessions with and without a sheet, visits in every state,
 * people who come and go, and something for the days to come.
 */
export async function busyWeeks(
  db: Db,
  unitId: number,
  officer: { readonly account: { readonly id: number } },
): Promise<{ readonly fisheries: number; readonly catfish: number }> {
  const fisheries = await agency(db, unitId, 'Dinas Perikanan');
  const social = await agency(db, unitId, 'Dinas Sosial');
  const catfish = await programme(db, unitId, 'Budidaya Ikan Lele', { agencyId: fisheries });
  const art = await programme(db, unitId, 'Seni Anyaman', { agencyId: social, kind: 'attitude' });
  const people: number[] = [];
  for (const registerClass of ['B_I', 'B_IIa', 'A_III', 'A_I'] as const) {
    people.push(await participant(db, unitId, registerClass));
  }
  const into = (programmeId: number, index: number) => ({
    unitId,
    programmeId,
    participantId: people[index] ?? 0,
  });
  await enrol(db, into(catfish, 0), ['active', '2023-08-22T01:00:00Z']);
  await enrol(db, into(catfish, 1), ['active', '2023-08-22T01:00:00Z'], ['paused', '2023-08-29T01:00:00Z']);
  await enrol(db, into(art, 2), ['active', '2023-08-22T01:00:00Z'], ['ended', '2023-08-30T01:00:00Z']);
  await enrol(db, into(art, 3), ['waiting', '2023-08-22T01:00:00Z'], ['active', '2023-09-01T01:00:00Z']);

  let number = 0;
  async function session(
    programmeId: number,
    start: string,
    of: {
      readonly marks?: readonly Mark[];
      readonly headcount?: number;
      readonly state?: 'held' | 'planned';
    },
  ): Promise<void> {
    const startsAt = new Date(start);
    const { marks = [], headcount = null, state = 'held' } = of;
    number += 1;
    const sheet = marks.map((mark, index) => ({
      participantId: people[index] ?? 0,
      number: index + 1,
      mark,
    }));
    await db.write((tx) =>
      tx.session.create({
        data: {
          ...{ unitId, programmeId, number, startsAt, state, headcount },
          endsAt: new Date(startsAt.getTime() + 7_200_000),
          attendance: { create: sheet },
        },
      }),
    );
  }
  await session(catfish, '2023-08-23T00:00:00Z', { marks: ['present', 'present', 'sick'] });
  // Monday 00.00 in Masohi: the first instant of the week.
  await session(catfish, '2023-08-27T15:00:00Z', { marks: ['present', 'absent'] });
  await session(catfish, '2023-08-30T00:00:00Z', { marks: ['late', 'sick'] });
  await session(art, '2023-09-03T14:00:00Z', { headcount: 12 });
  await session(catfish, '2023-09-04T00:00:00Z', { state: 'planned' });
  await session(catfish, '2023-09-11T00:00:00Z', { state: 'planned' });

  const { id: officerId } = await db.read.person.findUniqueOrThrow({
    where: { telegramId: BigInt(officer.account.id) },
  });
  async function visit(
    agencyId: number,
    start: string,
    state: 'held' | 'cancelled' | 'confirmed' | 'proposed' | 'declined',
  ): Promise<void> {
    const startsAt = new Date(start);
    await db.write((tx) =>
      tx.visit.create({
        data: {
          ...{ unitId, officerId, state, startsAt, direction: 'toAgency', purpose: 'Kerja sama' },
          endsAt: new Date(startsAt.getTime() + 3_600_000),
          createdAt: startsAt,
          parties: { create: { agencyId } },
        },
      }),
    );
  }
  await visit(fisheries, '2023-08-24T01:00:00Z', 'declined');
  await visit(fisheries, '2023-08-31T01:00:00Z', 'held');
  await visit(social, '2023-09-01T01:00:00Z', 'cancelled');
  await visit(fisheries, '2023-09-02T01:00:00Z', 'confirmed');
  await visit(social, '2023-09-08T01:00:00Z', 'proposed');
  await visit(fisheries, '2023-09-07T01:00:00Z', 'confirmed');
  return { fisheries, catfish };
}
