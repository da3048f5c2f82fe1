import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import { tally } from '../../../../src/features/counts/store.js';
import { createEnrolmentService } from '../../../../src/features/programmes/enrolment/service.js';
import { createMergeService } from '../../../../src/features/programmes/merge/service.js';
import { createParticipantsService } from '../../../../src/features/programmes/people/service.js';
import { rosterOn } from '../../../../src/features/programmes/people/store.js';
import { sessionTotals } from '../../../../src/features/sessions/totals/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { size } from '../../../support/size.js';
import { at, NOW, world } from '../../../support/world.js';

const PEOPLE = 4;
const PROGRAMMES = 2;
const person = fc.nat(PEOPLE - 1);
const day = (n: number) => at(`2023-08-${String(n + 1).padStart(2, '0')}T08:00`);
const state = fc.constantFrom('waiting', 'active', 'paused', 'ended');

const history = fc.record({
  arrived: fc.array(fc.nat(5), { minLength: PEOPLE, maxLength: PEOPLE }),
  enrolments: fc.uniqueArray(
    fc.record({
      person,
      programme: fc.nat(PROGRAMMES - 1),
      states: fc.array(state, { minLength: 1, maxLength: 3 }),
    }),
    { selector: (one) => `${one.person} ${one.programme}`, maxLength: 6 },
  ),
  sessions: fc.array(
    fc.record({
      programme: fc.nat(PROGRAMMES - 1),
      marks: fc.uniqueArray(
        fc.tuple(person, fc.constantFrom('present' as const, 'absent' as const, 'sick' as const)),
        { selector: ([who]) => who, maxLength: PEOPLE },
      ),
    }),
    { maxLength: 3 },
  ),
});
/** What is done while records are merged: somebody is enrolled anew, or an enrolment pauses. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('enrol' as const), who: person }),
  fc.record({ kind: fc.constant('pause' as const), who: person, programme: fc.nat(PROGRAMMES - 1) }),
);
const plan = fc.record({
  history,
  merges: fc.array(fc.tuple(person, person, fc.constantFrom('from' as const, 'into' as const)), {
    maxLength: 3,
  }),
  deeds: fc.array(deed, { maxLength: 4 }),
  order: fc.infiniteStream(fc.nat()),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

describe.each(databases())('merging and undoing it on $kind', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  let units = 0;
  let updates = 0;
  /** Each update once, in all the units together. */
  const doing = (actor: Actor) => ({ actor, now: NOW, ref: { botId: 7n, updateId: (updates += 1) } });

  /** A unit with a history in it; the same history twice makes the same of it but for the ids. */
  async function live(told: Plan['history']) {
    const unit = await world(database.db, { unitName: `Rutan ${(units += 1)}` });
    const programmes: number[] = [];
    for (const name of ['Las', 'Lele', 'Batik'])
      programmes.push(await unit.programme(name, { state: 'running' }));
    const people: number[] = [];
    for (const [index, from] of told.arrived.entries())
      people.push(await unit.participant({ name: `Nama ${index}`, from: day(from) }));
    for (const { person: who, programme, states } of told.enrolments) {
      const steps = states.map((one, index) => [one, day(6 + index)] as const);
      const of = { programmeId: programmes[programme] ?? 0, participantId: people[who] ?? 0 };
      await unit.enrol(
        of,
        ...steps.slice(0, steps.findIndex(([one]) => one === 'ended') + 1 || steps.length),
      );
    }
    for (const [index, { programme, marks }] of told.sessions.entries()) {
      await unit.session(programmes[programme] ?? 0, day(10 + index), {
        number: index + 1,
        attendance: {
          create: marks.map(([who, mark], at_) => ({
            participantId: people[who] ?? 0,
            number: at_ + 1,
            mark,
          })),
        },
      });
    }
    return { unit, programmes, people, officer: await unit.person('officer') };
  }
  type Lived = Awaited<ReturnType<typeof live>>;

  /** Everything that anybody is told of a unit's people, and the rows themselves, by places instead of ids. */
  async function seen({ unit, programmes, people, officer }: Lived) {
    const { read } = database.db;
    const { unitId } = unit;
    const placeOf = (id: number) => people.indexOf(id);
    const filter = { agencyId: null, programmeId: null, kind: null, status: null };
    const moments = [3, 7, 9, 12, 20].map(day);
    const participants = createParticipantsService({ db: database.db, months });
    const counts = await Promise.all(
      moments.map(async (moment) => {
        const { byProgramme, waiting, ...rest } = await tally(
          read,
          { unitId, agencyIds: null, filter },
          moment,
          day(0),
        );
        const named = (map: ReadonlyMap<number, unknown>) =>
          [...map].map(([id, count]) => [programmes.indexOf(id), count]);
        return { ...rest, byProgramme: named(byProgramme), waiting: named(waiting) };
      }),
    );
    const sheets = await Promise.all(
      programmes.flatMap((programmeId) =>
        moments.map(async (moment) =>
          (await rosterOn(read, { unitId, programmeId }, moment)).map(({ participantId }) =>
            placeOf(participantId),
          ),
        ),
      ),
    );
    const lists = await Promise.all(
      programmes.map(async (id) =>
        (await participants.inProgramme(officer, id, 0))?.people.map((one) => placeOf(one.id)),
      ),
    );
    const found = await participants.search(officer, 'nama', 0);
    const totals = await sessionTotals(read, {
      scope: { kind: 'unit', unitId },
      from: day(0),
      until: day(29),
    });
    const rows = await read.enrolment.findMany({
      where: { unitId },
      select: {
        ...{ participantId: true, programmeId: true, state: true, endReason: true, endedAt: true },
        changes: { select: { state: true, reason: true, from: true, until: true }, orderBy: { id: 'asc' } },
      },
      orderBy: { id: 'asc' },
    });
    return {
      counts,
      sheets,
      lists,
      found: found?.people.map(({ id }) => placeOf(id)),
      all: totals.all,
      rows: rows.map(({ participantId, programmeId, ...row }) => ({
        ...row,
        who: placeOf(participantId),
        programme: programmes.indexOf(programmeId),
      })),
    };
  }

  it('is as if it had never been, whatever was merged, in whatever order it is undone', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ history: told, merges, order }) => {
        const lived = await live(told);
        const before = await seen(lived);
        const undoable = await mergeAll(lived, merges);
        while (undoable.length > 0) {
          const [mergeId = 0] = undoable.splice((order.next().value ?? 0) % undoable.length, 1);
          expect(await merger().undo(doing(lived.officer), mergeId)).toMatchObject({ ok: true });
        }
        expect(await seen(lived)).toEqual(before);
      }),
      { numRuns: size(8, 25) },
    );
  });

  const merger = () => createMergeService({ db: database.db, months });

  async function mergeAll({ people, officer }: Lived, merges: Plan['merges']): Promise<number[]> {
    const done: number[] = [];
    for (const [one, other, goesOn] of merges) {
      const pair = { oneId: people[one] ?? 0, otherId: people[other] ?? 0 };
      const merged = await database.db.write((tx) =>
        merger().merge(tx, { actor: officer, now: NOW }, pair, { goesOn, reason: 'dua kali' }),
      );
      if (merged.ok) done.push(merged.mergeId);
    }
    return done;
  }

  it('leaves what was entered in between with the record that it was entered for', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ history: told, merges, deeds }) => {
        const [lived, twin] = [await live(told), await live(told)];
        const undoable = await mergeAll(lived, merges);
        for (const one of deeds) {
          if (await did(lived, one)) expect(await did(twin, one)).toBe(true);
        }
        for (const mergeId of undoable.toReversed()) {
          expect(await merger().undo(doing(lived.officer), mergeId)).toMatchObject({ ok: true });
        }
        expect(await seen(lived)).toEqual(await seen(twin));
      }),
      { numRuns: size(8, 25) },
    );
  });

  /** Does it to the record named, where it can be done to that. */
  async function did(lived: Lived, one: Plan['deeds'][number]): Promise<boolean> {
    const { programmes, people, officer } = lived;
    const service = createEnrolmentService({ db: database.db, months });
    const participantId = people[one.who] ?? 0;
    if (one.kind === 'enrol') {
      const done = await service.enrol(doing(officer), {
        participantId,
        programmeId: programmes[2] ?? 0,
      });
      return done === 'enrolled';
    }
    const enrolment = await database.db.read.enrolment.findFirst({
      where: { participantId, programmeId: programmes[one.programme] ?? 0, state: 'active' },
    });
    if (!enrolment) return false;
    const to = { enrolmentId: enrolment.id, version: enrolment.version, state: 'paused' as const };
    return (await service.move(doing(officer), to)).outcome === 'moved';
  }
});
