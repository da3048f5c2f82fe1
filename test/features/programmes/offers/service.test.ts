import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../../src/db/database.js';
import { createSeatsService } from '../../../../src/features/programmes/offers/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

describe.each(databases())('offers of seats on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let programmeId: number;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    programmeId = await unit.programme('Las', { state: 'running', seats: 5, endsOn: '2023-12-15' });
  });

  async function waits(name: string, more: { readonly releaseExpectedOn?: string } = {}): Promise<number> {
    const participantId = await unit.participant(Object.assign({ name }, more));
    return unit.enrol({ programmeId, participantId }, ['waiting', at('2023-08-01T00:00')]);
  }
  const offer = (
    enrolmentId: number,
    state: 'open' | 'lapsed' = 'open',
    offeredAt = NOW,
    closedAt: Date | null = null,
  ) =>
    db.write((tx) =>
      tx.seatOffer.create({
        data: {
          unitId: unit.unitId,
          programmeId,
          enrolmentId,
          state,
          offeredAt,
          lapsesAt: at('2023-09-08T11:30'),
          closedAt,
        },
      }),
    );

  it('are shown in the order of the list, with who let theirs lapse to make room for them', async () => {
    const [first, second, third, fourth] = [
      await waits('Ani'),
      await waits('Zul', { releaseExpectedOn: '2023-10-01' }),
      await waits('Budi'),
      await waits('Cici'),
    ];
    const earlier = at('2023-09-01T09:00');
    await offer(fourth, 'lapsed', earlier, earlier);
    await offer(third, 'lapsed', earlier, NOW);
    await offer(second);
    await offer(first);
    await unit.trainee(programmeId, 'Dodi');
    const view = await createSeatsService({ db }).view(await unit.person('officer'), programmeId);
    expect(view).toMatchObject({
      programme: { name: 'Las' },
      offers: [
        { name: 'Zul', early: true },
        { name: 'Ani', early: false },
      ],
      lapsed: ['Budi'],
      waiting: 4,
      free: 2,
    });
  });

  it('are nobody’s to see who may not see people or edit the programme, nor of another unit', async () => {
    await offer(await waits('Ani'));
    const view = async (actor: Parameters<ReturnType<typeof createSeatsService>['view']>[0]) =>
      createSeatsService({ db }).view(actor, programmeId);
    expect(await view(await unit.person('humas'))).toBeUndefined();
    expect(await view(await unit.person('agencyHead', unit.fisheries))).toBeUndefined();
    expect(await view(await (await world(db, { unitName: 'Rutan Lain' })).person('head'))).toBeUndefined();
  });

  it('leave seats free without limit where there is none', async () => {
    const endless = await unit.programme('Musik', { state: 'running' });
    const view = await createSeatsService({ db }).view(await unit.person('head'), endless);
    expect(view).toMatchObject({ free: null, offers: [], lapsed: [], waiting: 0 });
  });

  it('are answered by who may, while they stand and there is a seat; else it is said why not', async () => {
    const seats = createSeatsService({ db });
    const [waiting, closed] = [await waits('Ani'), await waits('Budi')];
    const { id } = await offer(waiting);
    const { id: lapsed } = await offer(closed, 'lapsed', NOW, NOW);
    const head = await unit.person('head');
    const elsewhere = await (await world(db, { unitName: 'Rutan Lain' })).person('head');
    const nothing = { outcome: 'forbidden', programmeId: null, name: '' };
    for (const actor of [
      await unit.person('humas'),
      await unit.person('agencyHead', unit.social),
      elsewhere,
    ]) {
      expect(await seats.take(unit.doing(actor), id)).toEqual(nothing);
      expect(await seats.pass(unit.doing(actor), id)).toEqual(nothing);
      expect(await seats.again(unit.doing(actor), programmeId)).toBe('forbidden');
    }
    expect(await seats.take(unit.doing(head), lapsed)).toEqual({
      outcome: 'stale',
      programmeId,
      name: 'Budi',
    });
    for (let n = 1; n <= 5; n += 1) await unit.trainee(programmeId, `Peserta ${n}`);
    expect(await seats.take(unit.doing(head), id)).toEqual({ outcome: 'full', programmeId, name: 'Ani' });
    const { state } = await db.read.enrolment.findUniqueOrThrow({ where: { id: waiting } });
    expect(state).toBe('waiting');
    expect(await seats.again(unit.doing(head), programmeId)).toBe('offered');
    await db.write((tx) => tx.programme.update({ where: { id: programmeId }, data: { state: 'finished' } }));
    expect(await seats.pass(unit.doing(head), id)).toMatchObject({ outcome: 'stale' });
  });
});
