import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reader, Tx } from '../../../../src/db/database.js';
import { stampOf } from '../../../../src/features/programmes/bulk/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { NOW, type World, world } from '../../../support/world.js';

/** Something to change in each table that a plan is made from. */
const CHANGES = {
  Participant: `"sex" = 'female'`,
  ParticipantClass: `"registerClass" = 'A_I'`,
  RegisterNumber: `"until" = "from"`,
  FormerName: `"name" = 'Lain'`,
  Merge: `"undoneAt" = "at"`,
  NotSame: `"highId" = "lowId"`,
  Programme: `"seats" = 7`,
  Enrolment: `"version" = 9`,
  EnrolmentChange: `"until" = "from"`,
} as const;

class TakenBack extends Error {}

describe.each(databases())('the stamp of what a plan is made from on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    const { db } = database;
    unit = await world(db);
    const { unitId } = unit;
    const { personId: byId } = await unit.person('officer');
    const { participants } = await unit.course({ size: 2 });
    const [low = 0, high = 0] = participants;
    const { fromId, intoId } = { fromId: high, intoId: low };
    await db.write(async (tx) => {
      await tx.participantClass.updateMany({ where: { participantId: low }, data: { registerClass: 'B_I' } });
      await tx.formerName.create({
        data: { participantId: low, name: 'Dulu', searchName: 'dulu', until: NOW },
      });
      await tx.notSame.create({ data: { unitId, lowId: low, highId: high, at: NOW, byId } });
      await tx.merge.create({ data: { unitId, fromId, intoId, rootId: intoId, at: NOW, byId } });
    });
  });
  afterAll(() => database.close());

  const stampIn = (db: Reader | Tx) => stampOf(db, database.db.kind, unit.unitId);

  /** What it is once all rows of a table that are this unit's, or another's, were changed; which is taken back. */
  async function changed(table: keyof typeof CHANGES, whose: 'own' | 'other'): Promise<string> {
    const found = { stamp: '' };
    const where = { own: '=', other: '<>' }[whose];
    const people = `SELECT "id" FROM "Participant" WHERE "unitId" ${where} ${unit.unitId}`;
    const enrolments = `SELECT "id" FROM "Enrolment" WHERE "unitId" ${where} ${unit.unitId}`;
    const rows =
      table === 'ParticipantClass' || table === 'FormerName'
        ? `"participantId" IN (${people})`
        : table === 'EnrolmentChange'
          ? `"enrolmentId" IN (${enrolments})`
          : `"unitId" ${where} ${unit.unitId}`;
    await database.db
      .write(async (tx) => {
        const count = await tx.$executeRawUnsafe(`UPDATE "${table}" SET ${CHANGES[table]} WHERE ${rows}`);
        expect(count).toBeGreaterThan(0);
        found.stamp = await stampIn(tx);
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
    return found.stamp;
  }

  it('is the same as long as nothing changes, within a write too', async () => {
    const before = await stampIn(database.db.read);
    expect(await stampIn(database.db.read)).toBe(before);
    expect(await database.db.write((tx) => stampIn(tx))).toBe(before);
  });

  it.each(Object.keys(CHANGES) as (keyof typeof CHANGES)[])(
    'is another when a row of %s is, and not for another unit’s',
    async (table) => {
      const before = await stampIn(database.db.read);
      expect(await changed(table, 'own')).not.toBe(before);
      expect(await changed(table, 'other')).toBe(before);
    },
  );
});
