import type { Tx } from '../../src/db/database.js';

/** Any instant: what these tests are about doesn't depend on it. */
export const NOW = new Date('2026-11-24T01:00:00Z');

/** One unit with a person, an agency, a programme, a participant and an enrolment, each with the id 1. */
export async function createBasics(tx: Tx): Promise<void> {
  await tx.unit.create({ data: { name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: NOW } });
  await tx.person.create({ data: { telegramId: 7_000_000_001n, name: 'Ibu Rahma', createdAt: NOW } });
  await tx.agency.create({
    data: { unitId: 1, name: 'Dinas Perikanan', searchName: 'dinas perikanan', createdAt: NOW },
  });
  await tx.programme.create({
    data: { unitId: 1, name: 'Budidaya Lele', searchName: 'budidaya lele', kind: 'trade', createdAt: NOW },
  });
  await tx.participant.create({
    data: {
      unitId: 1,
      registerNumber: 'B.I. 12/2026',
      registerKey: 'BI12/2026',
      name: 'Yosep Renyaan',
      searchName: 'yosep renyaan',
      presentFrom: NOW,
      createdAt: NOW,
    },
  });
  await tx.enrolment.create({ data: { unitId: 1, programmeId: 1, participantId: 1, state: 'active' } });
}
