import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../../src/db/database.js';
import { sessionIn, sessionWithSheet } from '../../../../src/features/sessions/view/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, world, ZONE } from '../../../support/world.js';

describe.each(databases())('a session as it is read on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unitId: number;
  let programmeId: number;
  let participants: readonly number[];
  let closedById: number;
  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    const unit = await world(db);
    ({ unitId } = unit);
    ({ id: programmeId, participants } = await unit.course({ size: 2 }));
    closedById = (await unit.person('head')).personId;
  });

  const scope = () => ({ kind: 'unit' as const, unitId });
  const close = (month: string, reopenedAt: Date | null = null) =>
    db.write((tx) =>
      tx.monthClosing.create({
        data: { unitId, month, closedAt: at('2023-12-01T08:00'), closedById, reopenedAt },
      }),
    );
  async function planned(startsAt: Date, more: object = {}): Promise<number> {
    const data = { unitId, programmeId, startsAt, endsAt: startsAt, state: 'planned' as const, ...more };
    const { id } = await db.write((tx) => tx.session.create({ data }));
    return id;
  }
  const closedOf = async (id: number) => (await sessionIn(db.read, scope(), id))?.closedIn(ZONE)?.month;

  it('is of the month of the unit’s calendar, whichever others are closed', async () => {
    const last = await planned(at('2023-08-31T23:30'));
    // Still 31 August by UTC.
    const first = await planned(at('2023-09-01T00:00'));
    for (const month of ['2023-07', '2023-10', '2023-11']) await close(month);
    expect([await closedOf(last), await closedOf(first)]).toEqual([undefined, undefined]);
    await close('2023-09');
    expect([await closedOf(last), await closedOf(first)]).toEqual([undefined, '2023-09']);
    await close('2023-08', at('2023-12-02T08:00'));
    expect(await closedOf(last)).toBeUndefined();
    await close('2023-08');
    expect([await closedOf(last), await closedOf(first)]).toEqual(['2023-08', '2023-09']);
  });

  it('says who closed its month, and when', async () => {
    const id = await planned(at('2023-08-29T09:00'));
    await close('2023-08');
    const found = await sessionIn(db.read, scope(), id);
    const { name } = await db.read.person.findUniqueOrThrow({ where: { id: closedById } });
    expect(found?.closedIn(ZONE)).toMatchObject({
      month: '2023-08',
      by: name,
      at: at('2023-12-01T08:00'),
    });
  });

  it('has its sheet once and in its order, however many months are closed', async () => {
    const sessionId = await planned(at('2023-08-29T09:00'), { state: 'held', number: 1 });
    const [first = 0, second = 0] = participants;
    await db.write((tx) =>
      tx.attendance.createMany({
        data: [
          { sessionId, participantId: second, number: 4, mark: 'sick' },
          { sessionId, participantId: first, number: 2, mark: 'present' },
        ],
      }),
    );
    for (const month of ['2023-08', '2023-09']) await close(month);
    const found = await sessionWithSheet(db.read, scope(), sessionId);
    expect(found?.marks).toMatchObject([
      { number: 2, mark: 'present', participantId: first, name: 'Peserta 01' },
      { number: 4, mark: 'sick', participantId: second, name: 'Peserta 02' },
    ]);
    expect(found?.session).toMatchObject({ id: sessionId, number: 1, state: 'held', corrections: 0 });
  });

  it('counts what is kept with it by kind', async () => {
    const sessionId = await planned(at('2023-08-29T09:00'));
    const kinds = ['photo', 'photo', 'photo', 'sheet', 'sheet', 'voice'] as const;
    const kept = { unitId, sessionId, byId: closedById, at: at('2023-08-29T12:00') };
    await db.write((tx) =>
      tx.attachment.createMany({
        data: kinds.map((kind, n) => ({ ...kept, kind, fileId: `f${n}`, fileUniqueId: `u${n}` })),
      }),
    );
    expect(await sessionIn(db.read, scope(), sessionId)).toMatchObject({ photos: 3, sheets: 2, voices: 1 });
  });

  it('is nobody’s whose scope it isn’t in', async () => {
    const id = await planned(at('2023-08-29T09:00'));
    const agencies = { kind: 'agencies' as const, unitId, agencyIds: [1, 2] };
    for (const other of [
      { kind: 'none' as const },
      agencies,
      { kind: 'unit' as const, unitId: unitId + 1 },
    ]) {
      expect(await sessionIn(db.read, other, id)).toBeUndefined();
    }
  });
});
