import type { TestBot } from '../../support/bot.js';

type Mark = 'present' | 'late' | 'sick' | 'absent';

/**
 * Two weeks before Tuesday, 5 September 2023 in Masohi: sessions with and without a sheet, visits in every state,
 * people who come and go, and something for the days to come.
 */
export async function busyWeeks(bot: TestBot, officer: { readonly account: { readonly id: number } }) {
  const { agency, programme, participant, enrol, visit } = bot.world;
  const social = await agency('Dinas Sosial');
  const fisheries = await agency('Dinas Perikanan');
  const art = await programme('Seni Anyaman', { agencyId: social, kind: 'attitude' });
  const catfish = await programme('Budidaya Ikan Lele', { agencyId: fisheries });
  const people: number[] = [];
  for (const registerClass of ['B_I', 'B_IIa', 'A_III', 'A_I'] as const) {
    people.push(await participant({ registerClass }));
  }
  const into = (programmeId: number, index: number) => ({ programmeId, participantId: people[index] ?? 0 });
  await enrol(into(catfish, 0), ['active', '2023-08-22T01:00:00Z']);
  await enrol(into(catfish, 1), ['active', '2023-08-22T01:00:00Z'], ['paused', '2023-08-29T01:00:00Z']);
  await enrol(into(art, 2), ['active', '2023-08-22T01:00:00Z'], ['ended', '2023-08-30T01:00:00Z']);
  await enrol(into(art, 3), ['waiting', '2023-08-22T01:00:00Z'], ['active', '2023-09-01T01:00:00Z']);

  let number = 0;
  const session = (programmeId: number, start: string, marks: readonly Mark[], more = {}) => {
    number += 1;
    const sheet = marks.map((mark, index) => ({
      participantId: people[index] ?? 0,
      number: index + 1,
      mark,
    }));
    const facts = { number, attendance: { create: sheet }, ...more };
    return bot.world.session(programmeId, new Date(start), facts);
  };
  const planned = { state: 'planned' } as const;
  await session(catfish, '2023-09-11T00:00:00Z', [], planned);
  await session(catfish, '2023-08-30T00:00:00Z', ['late', 'sick']);
  await session(art, '2023-09-03T14:00:00Z', [], { headcount: 12 });
  await session(catfish, '2023-09-04T00:00:00Z', [], planned);
  await session(catfish, '2023-08-23T00:00:00Z', ['present', 'present', 'sick']);
  // Monday 00.00 in Masohi: the first instant of the week.
  await session(catfish, '2023-08-27T15:00:00Z', ['present', 'absent']);

  const { id: officerId } = await bot.own.person.findUniqueOrThrow({
    where: { telegramId: BigInt(officer.account.id) },
  });
  await visit(officerId, fisheries, new Date('2023-09-07T01:00:00Z'), 'confirmed');
  await visit(officerId, social, new Date('2023-09-08T01:00:00Z'), 'proposed');
  await visit(officerId, fisheries, new Date('2023-09-02T01:00:00Z'), 'confirmed');
  await visit(officerId, social, new Date('2023-09-01T01:00:00Z'), 'cancelled');
  await visit(officerId, fisheries, new Date('2023-08-31T01:00:00Z'), 'held');
  await visit(officerId, fisheries, new Date('2023-08-24T01:00:00Z'), 'declined');
  return { fisheries, catfish };
}
