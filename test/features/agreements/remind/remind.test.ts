import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Dated,
  REMINDERS,
  reminderAt,
  reminderExpires,
} from '../../../../src/features/agreements/remind/rules.js';
import { conversations, type TestDatabase } from '../../../support/database.js';
import { followUpWorld } from '../../followups/held-visit.js';

const ZONE = 'Asia/Jayapura';
const DATED: Dated = { stage: 'inForce', endsOn: '2026-08-31', noticeOn: '2026-05-31' };

describe('reminders of an agreement', () => {
  it('come at 08.00 on their days, and make sense until the next or for two weeks', () => {
    const days = REMINDERS.map((which) => [
      which,
      reminderAt(which, DATED, ZONE)?.toISOString(),
      reminderExpires(which, DATED, ZONE)?.toISOString().slice(0, 10),
    ]);
    expect(days).toEqual([
      ['H-90', '2026-06-01T23:00:00.000Z', '2026-06-15'],
      ['H-30', '2026-07-31T23:00:00.000Z', '2026-08-14'],
      ['H-7', '2026-08-23T23:00:00.000Z', '2026-08-30'],
      ['end', '2026-08-30T23:00:00.000Z', '2026-09-13'],
      ['notice', '2026-05-30T23:00:00.000Z', '2026-06-13'],
    ]);
  });

  it('are none where it is not signed, over, or has no day', () => {
    for (const stage of ['exploring', 'review', 'ended', 'renewed', 'cancelled'] as const) {
      expect(REMINDERS.map((which) => reminderAt(which, { ...DATED, stage }, ZONE))).toEqual(
        REMINDERS.map(() => undefined),
      );
    }
    expect(reminderAt('end', { ...DATED, endsOn: null }, ZONE)).toBeUndefined();
    expect(reminderAt('notice', { ...DATED, noticeOn: null }, ZONE)).toBeUndefined();
  });
});

describe.each(conversations())('reminders of agreements on $kind', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it('reach whoever answers for it, once a day that was asked for, and stop when it is ended or moved', async () => {
    const world = await followUpWorld(database);
    const { bot, officer, kadis, officerId, fisheries } = world;
    const signed = { stage: 'signed', endsOn: '2023-10-01', noticeOn: '2023-09-10' } as const;
    const id = await bot.world.agreement(officerId, fisheries, 'pelatihan perikanan', signed);
    const heard = () => officer.messages().map(({ text }) => text?.split('\n')[0]);

    await world.at('08-31T12:00');
    await world.at('09-01T08:01');
    // The same again: nothing more.
    await world.at('09-01T09:00');
    expect(heard()).toEqual(['⏰ Perjanjian berakhir 30 hari lagi']);
    expect(officer.last().text).toContain('📝 pelatihan perikanan');
    await world.at('09-05T08:00');
    await world.at('09-10T08:01');
    expect(heard().at(-1)).toBe('⏰ Batas pemberitahuan perjanjian hari ini');

    // Another end is reminded of by its own days; one that is called off or ended by none.
    await world.at('09-23T08:00');
    await bot.db.write((tx) => tx.agreement.update({ where: { id }, data: { endsOn: '2023-10-05' } }));
    await world.at('09-24T08:01');
    expect(heard()).toHaveLength(2);
    await world.at('09-28T08:01');
    expect(heard().at(-1)).toBe('⏰ Perjanjian berakhir 7 hari lagi');
    await bot.db.write((tx) => tx.agreement.update({ where: { id }, data: { stage: 'ended' } }));
    await world.at('10-05T08:01');
    expect(heard()).toHaveLength(3);
    expect(kadis.messages()).toEqual([]);
    await bot.stop();
  });
});
