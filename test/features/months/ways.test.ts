import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waysOfWriting } from '../../../scripts/house/ways.mjs';
import type { Db, Tx } from '../../../src/db/database.js';
import type { Impact } from '../../../src/features/months/service.js';
import { shownBatch } from '../../../src/features/roster/apply/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { months } from '../../support/months.js';
import { NOW } from '../../support/world.js';
import { closeAugust, measured, openAugust, rosterOf, type Setting, settingOf } from './setting.js';
import { type Kind, WAYS } from './ways.js';

/** The tables that a month is counted from. */
const COUNTED = [
  ...['Participant', 'ParticipantClass', 'Enrolment', 'EnrolmentChange'],
  ...['Session', 'Attendance', 'Programme'],
];

it('every way of writing what a month is counted from is tried on a closed month', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const tried = new Set(Object.keys(WAYS).map((name) => name.replace(/:.*$/u, '')));
  expect([...tried].toSorted()).toEqual(waysOfWriting(root, COUNTED).toSorted());
});

const of = (kind: Kind) => Object.entries(WAYS).filter(([, way]) => way.kind === kind);

/** Whether a use case says that something is closed, however it says things. */
const saysClosed = (outcome: unknown) => /"closed"|"month"/.test(JSON.stringify(outcome));

describe.each(databases())('a closed month on $kind', ({ open }) => {
  let database: TestDatabase;
  let s: Setting;

  beforeAll(async () => {
    database = await open();
    s = await settingOf(database.db);
    await closeAugust(s);
    await database.keep();
  });
  afterAll(() => database.close());
  beforeEach(() => database.reset());

  const august = () => measured(s.db, s.unit.unitId);
  const report = () => database.own.monthReport.findFirstOrThrow();
  const revisions = () => database.own.monthRevision.findMany();

  it.each(of('changes'))(
    '%s: without leave refused, with leave done and kept beside what was reported',
    async (_name, { go }) => {
      const reported = await report();
      const before = await august();
      expect(saysClosed(await go(s))).toBe(true);
      expect(await august()).toEqual(before);
      expect(await revisions()).toEqual([]);
      await openAugust(s);
      expect(reported).toMatchObject({ figures: before.figures, rows: before.rows });
      expect(saysClosed(await go(s))).toBe(false);
      const after = await august();
      expect(after).not.toEqual(before);
      expect(await report()).toEqual(reported);
      expect(await revisions()).toMatchObject([{ before: before.figures, after: after.figures }]);
    },
  );

  it.each(of('shut'))(
    '%s: without leave refused, with leave done; no figure changes',
    async (_name, { go }) => {
      const before = await august();
      expect(saysClosed(await go(s))).toBe(true);
      await openAugust(s);
      expect(await go(s)).toMatchObject({ ok: true });
      expect(await august()).toEqual(before);
      expect(await revisions()).toEqual([]);
    },
  );

  it.each(of('rehearses'))('%s: says by how much, and changes nothing', async (_name, { go }) => {
    const rows = async () => [
      await database.own.enrolmentChange.findMany({ orderBy: { id: 'asc' } }),
      await database.own.session.findMany({ orderBy: { id: 'asc' } }),
      await database.own.attendance.findMany({ orderBy: { id: 'asc' } }),
    ];
    const before = await rows();
    const impacts = async () => (await go(s)) as readonly Impact[];
    const refused = await impacts();
    expect(refused).toMatchObject([{ closed: { month: '2023-08' }, admitted: false }]);
    await openAugust(s);
    const [impact, ...others] = await impacts();
    expect(others).toEqual([]);
    expect(impact).toMatchObject({ closed: { month: '2023-08' }, admitted: true });
    expect(impact?.after).not.toEqual(impact?.before);
    expect(await rows()).toEqual(before);
    expect(await revisions()).toEqual([]);
  });

  it.each(of('now'))('%s: leaves it as it was reported', async (_name, { go }) => {
    const { figures, rows } = await report();
    expect(saysClosed(await go(s))).toBe(false);
    expect(await august()).toMatchObject({ figures, rows });
    expect(await revisions()).toEqual([]);
  });

  it('what a roster would change of it is planned before the writer is taken, and anew where others wrote since', async () => {
    const id = await rosterOf(s, s.officer, '2023-08-31');
    const rehearsed = async (meanwhile?: () => Promise<unknown>) => {
      let plans = 0;
      const watched = (tx: Tx) =>
        new Proxy(tx, {
          get: (target, name) => {
            // Names that people had are read for a plan, and for nothing else of an import.
            if (name === 'formerName') plans += 1;
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      const write: Db['write'] = async (work, how) => {
        await meanwhile?.();
        return s.db.write((tx) => work(watched(tx)), how);
      };
      const view = await shownBatch({ db: { ...s.db, write }, months }, s.officer, id, NOW);
      return { plans, impacts: view.state === 'ready' ? view.impacts : undefined };
    };
    const { plans, impacts } = await rehearsed();
    expect(plans).toBe(0);
    expect(impacts).toHaveLength(1);
    const again = await rehearsed(() => s.unit.participant({ name: 'Datang Kemudian' }));
    expect(again.plans).toBe(1);
    expect(again.impacts).toHaveLength(1);
  });
});
