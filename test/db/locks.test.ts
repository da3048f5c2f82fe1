import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../../src/db/database.js';
import { lockProgramme, lockUnit, lockUnitAndProgramme } from '../../src/db/locks.js';
import { databases, type TestDatabase } from '../support/database.js';
import { createBasics, NOW } from './fixtures.js';

describe.each(databases())('locks on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await test.reset();
    await test.db.write(createBasics);
  });
  afterAll(() => test.close());

  it('give twenty claims of three seats to three', async () => {
    let runs = 0;
    const claim = async (tx: Tx, n: number) => {
      runs += 1;
      await lockProgramme(tx, 1);
      if ((await tx.session.count({ where: { programmeId: 1 } })) >= 3) return false;
      const startsAt = new Date(NOW.getTime() + n * 60_000);
      await tx.session.create({
        data: { unitId: 1, programmeId: 1, number: n, startsAt, endsAt: startsAt, state: 'planned' },
      });
      return true;
    };
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, n) => test.db.write((tx) => claim(tx, n))),
    );
    expect(claims.filter(Boolean)).toHaveLength(3);
    expect(runs).toBe(20);
  });

  it('hold one unit for one write at a time', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        test.db.write(async (tx) => {
          await lockUnit(tx, 1);
          inside += 1;
          most = Math.max(most, inside);
          await sleep(10);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it.each([
    ['unit', (tx: Tx) => lockUnit(tx, 1)],
    ['programme', (tx: Tx) => lockProgramme(tx, 1)],
  ])('hold a unit and its programme at once, before those who want its %s', async (_what, lock) => {
    const { id } = await test.db.write((tx) =>
      tx.session.create({
        data: { unitId: 1, programmeId: 1, startsAt: NOW, endsAt: NOW, state: 'planned' },
      }),
    );
    let inside = 0;
    let most = 0;
    const locks = [
      lock,
      (tx: Tx) => lockUnitAndProgramme(tx, 1, 1),
      (tx: Tx) => lockUnitAndProgramme(tx, 1, { ofSession: id }),
      (tx: Tx) => lockUnitAndProgramme(tx, 1, { ofEnrolment: 1 }),
    ];
    await Promise.all(
      [...locks, ...locks].map((take) =>
        test.db.write(async (tx) => {
          await take(tx);
          inside += take === lock ? 0 : 1;
          most = Math.max(most, inside + (take === lock ? 1 : 0));
          await sleep(10);
          inside -= take === lock ? 0 : 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it('are taken in one order, in one statement or in two', async () => {
    let runs = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        test.db.write(async (tx) => {
          runs += 1;
          if (n % 2 === 0) return lockUnitAndProgramme(tx, 1, 1);
          await lockUnit(tx, 1);
          await sleep(5);
          await lockProgramme(tx, 1);
        }),
      ),
    );
    expect(runs).toBe(20);
  });

  it('let others read meanwhile', async () => {
    await test.db.write(async (tx) => {
      await lockUnit(tx, 1);
      await lockProgramme(tx, 1);
      expect(await test.db.read.programme.count({ where: { unitId: 1 } })).toBe(1);
    });
  });

  it('take no retry where rows below the unit are written before it is locked', async () => {
    let runs = 0;
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        test.db.write(async (tx) => {
          runs += 1;
          await tx.agency.create({
            data: { unitId: 1, name: `Dinas ${n}`, searchName: `dinas ${n}`, createdAt: NOW },
          });
          await lockUnit(tx, 1);
        }),
      ),
    );
    expect(runs).toBe(10);
  });
});
