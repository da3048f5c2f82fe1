import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Change, Changed } from '../../../../src/features/visits/change/rules.js';
import { changeVisit } from '../../../../src/features/visits/change/service.js';
import { listVisits } from '../../../../src/features/visits/lists/store.js';
import { takenBetween } from '../../../../src/features/visits/slots/store.js';
import { isChanging } from '../../../../src/features/visits/state/rules.js';
import { findVisit } from '../../../../src/features/visits/visit/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const HOUR_MS = 3_600_000;
const AGREED = at('2023-09-14T10:00');
const OTHER = at('2023-09-15T10:00');
const THIRD = at('2023-09-18T14:00');
const from = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + HOUR_MS) });

describe.each(databases())('what was agreed stands until another time is, on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;
  let people: Record<'officer' | 'humas' | 'kadis' | 'sosial', Actor>;
  let id: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    people = {
      officer: await unit.person('officer'),
      humas: await unit.person('humas'),
      kadis: await unit.person('agencyHead', unit.fisheries),
      sosial: await unit.person('agencyHead', unit.social),
    };
  });

  /** An agreed visit with the humas along, of one agency or two. */
  async function agree(agencies: readonly number[]): Promise<void> {
    const members = { create: { personId: people.humas.personId } };
    const parties = { create: agencies.map((agencyId) => ({ agencyId, answer: 'accepted' as const })) };
    const more = { members, parties, sequence: 1 };
    id = await unit.visit(people.officer.personId, unit.fisheries, AGREED, 'confirmed', more);
  }
  const scope = () => ({ kind: 'unit', unitId: unit.unitId }) as const;
  async function look() {
    const visit = await findVisit(database.db.read, scope(), id, NOW);
    if (!visit) throw new Error('the visit is gone');
    return visit;
  }
  async function act(who: keyof typeof people, what: Change, now = NOW): Promise<Changed> {
    const { version } = await look();
    const acted = await database.db.write((tx) => changeVisit(tx, people[who], { id, version }, what, now));
    return acted.result;
  }
  /** What is planned, by kind: to whom, and when where it is a reminder. */
  async function told(): Promise<string[]> {
    const rows = await database.own.outbox.findMany({ where: { state: 'planned' } });
    return rows
      .map(({ kind, personId, dueAt }) => {
        const [name] = Object.entries(people).find(([, person]) => person.personId === personId) ?? [];
        return `${kind} ${name}${dueAt > NOW ? ` ${dueAt.toISOString().slice(5, 13)}` : ''}`;
      })
      .toSorted();
  }
  const reminders = (lines: readonly string[]) =>
    lines.filter((line) => /visit\.(?:H-|2h|outcome)/u.test(line));

  it('the unit asks for another time: the agreed one is reminded of until it is accepted, then the new one', async () => {
    await agree([unit.fisheries]);
    expect(await act('officer', { action: 'move', ...from(OTHER) })).toMatchObject({ ok: true });
    const asked = await told();
    const all = ['humas', 'kadis', 'officer'];
    expect(reminders(asked)).toEqual([
      ...all.map((name) => `visit.2h ${name} 09-13T23`),
      ...all.map((name) => `visit.H-1 ${name} 09-12T23`),
      ...all.map((name) => `visit.H-7 ${name} 09-06T23`),
      'visit.outcome officer 09-14T02',
    ]);
    // Whoever goes along hears of what is agreed only.
    expect(asked).toContain('visit.request kadis');
    expect(asked.filter((line) => line.endsWith('humas'))).toEqual([]);
    expect(await look()).toMatchObject({ state: 'confirmed', startsAt: AGREED, askedStart: OTHER });

    expect(await act('kadis', { action: 'accept' })).toMatchObject({ ok: true });
    expect(await look()).toMatchObject({
      state: 'confirmed',
      startsAt: OTHER,
      askedStart: null,
      sequence: 2,
    });
    const agreed = await told();
    expect(agreed.filter((line) => line.startsWith('visit.agreed'))).toEqual(
      all.map((name) => `visit.agreed ${name}`),
    );
    expect(new Set(reminders(agreed).map((line) => line.split(' ')[2]))).toEqual(
      new Set(['09-14T23', '09-13T23', '09-07T23', '09-15T02']),
    );
  });

  it('the agency keeps to what was agreed: both know, and nothing else has changed', async () => {
    await agree([unit.fisheries]);
    const before = await look();
    await act('officer', { action: 'move', ...from(OTHER) });
    expect(await act('kadis', { action: 'keep' })).toMatchObject({ ok: true });
    const { version, trail, parties, ...after } = await look();
    const { version: _, trail: __, parties: were, ...was } = before;
    expect(after).toEqual(was);
    expect(parties).toEqual(were);
    expect(trail.map(({ kind, agencyId }) => [kind, agencyId])).toEqual([
      ['changeKept', unit.fisheries],
      ['changeAsked', null],
    ]);
    expect((await told()).filter((line) => line.startsWith('visit.kept'))).toEqual(['visit.kept officer']);
    expect(version).toBe(before.version + 2);
  });

  it('whoever asked can take it back, and the other side is told', async () => {
    await agree([unit.fisheries]);
    await act('officer', { action: 'move', ...from(OTHER) });
    await act('officer', { action: 'keep' });
    expect((await told()).filter((line) => !reminders([line]).length)).toEqual(['visit.kept kadis']);
    await act('kadis', { action: 'suggest', ...from(OTHER) });
    expect(await look()).toMatchObject({ state: 'confirmed', startsAt: AGREED, askedStart: null });
    expect(await told()).toContain('visit.answer officer');
    await act('kadis', { action: 'keep' });
    expect((await told()).filter((line) => !reminders([line]).length)).toEqual(['visit.kept officer']);
    expect(isChanging(await look())).toBe(false);
  });

  it('an agency suggests, the unit names a third time, the agency accepts it', async () => {
    await agree([unit.fisheries]);
    await act('kadis', { action: 'suggest', ...from(OTHER) });
    await act('officer', { action: 'move', ...from(THIRD), purpose: 'Panen' });
    expect(await look()).toMatchObject({ startsAt: AGREED, askedStart: THIRD, purpose: 'Panen' });
    await act('kadis', { action: 'accept' });
    expect(await look()).toMatchObject({ startsAt: THIRD, askedStart: null });
  });

  it('of two agencies both must accept; one that cannot leaves it as it was', async () => {
    await agree([unit.fisheries, unit.social]);
    await act('kadis', { action: 'suggest', ...from(OTHER) });
    expect(await act('officer', { action: 'accept', of: unit.fisheries, offered: OTHER })).toMatchObject({
      ok: true,
    });
    expect(await look()).toMatchObject({ startsAt: AGREED, askedStart: OTHER });
    expect(await told()).toContain('visit.request sosial');
    await act('sosial', { action: 'keep' });
    expect(await look()).toMatchObject({ startsAt: AGREED, askedStart: null });
    expect((await told()).filter((line) => line.startsWith('visit.kept'))).toEqual([
      'visit.kept kadis',
      'visit.kept officer',
    ]);

    await act('officer', { action: 'move', ...from(OTHER) });
    await act('kadis', { action: 'accept' });
    expect(await look()).toMatchObject({ startsAt: AGREED });
    await act('sosial', { action: 'accept' });
    expect(await look()).toMatchObject({ startsAt: OTHER, askedStart: null });
  });

  it('only the unit writes down what an agency says, and only what it could say itself', async () => {
    await agree([unit.fisheries, unit.social]);
    const relayed = { agencyId: unit.fisheries, via: 'letter', saidBy: 'Ibu Ani' } as const;
    expect(await act('officer', { action: 'accept', relayed })).toEqual({ ok: false, reason: 'stale' });
    await act('officer', { action: 'move', ...from(OTHER) });
    expect(await act('sosial', { action: 'accept', relayed })).toEqual({ ok: false, reason: 'refused' });
    expect(await act('kadis', { action: 'accept', relayed })).toEqual({ ok: false, reason: 'refused' });
    const elsewhere = { ...relayed, agencyId: relayed.agencyId + 1_000 };
    expect(await act('officer', { action: 'accept', relayed: elsewhere })).toMatchObject({ ok: false });
    expect(await act('officer', { action: 'accept', relayed })).toMatchObject({ ok: true });
    const { trail, parties } = await look();
    expect(trail[0]).toMatchObject({ kind: 'accepted', ...relayed, actorId: people.officer.personId });
    expect(parties.map(({ changeAnswer }) => changeAnswer)).toEqual(['accepted', 'pending']);
  });

  it('both times are taken while another is talked about, and free again after', async () => {
    await agree([unit.fisheries]);
    const taken = async (startsAt: Date) =>
      (await takenBetween(database.db.read, scope(), from(startsAt))).map((one) => one.startsAt);
    await act('officer', { action: 'move', ...from(OTHER) });
    expect(await taken(AGREED)).toEqual([AGREED]);
    expect(await taken(OTHER)).toEqual([OTHER]);
    expect(await taken(THIRD)).toEqual([]);
    await act('officer', { action: 'keep' });
    expect(await taken(OTHER)).toEqual([]);
  });

  it('a changing visit is listed at the agreed time, marked, and among what waits', async () => {
    await agree([unit.fisheries]);
    await act('officer', { action: 'move', ...from(OTHER) });
    const page = { newestFirst: false, page: 0, perPage: 10 };
    for (const query of [page, { ...page, only: { waiting: true } as const }]) {
      const { entries } = await listVisits(database.db.read, scope(), query);
      expect(entries).toMatchObject([{ id, startsAt: AGREED, state: 'counterProposed' }]);
    }
  });

  it.each(['hold', 'nobodyCame', 'cancel'] as const)(
    '%s ends the talk about another time',
    async (action) => {
      await agree([unit.fisheries]);
      await act('kadis', { action: 'suggest', ...from(OTHER) });
      const over = new Date(AGREED.getTime() + HOUR_MS);
      const what = action === 'cancel' ? ({ action, reason: 'sea' } as const) : { action };
      expect(await act('officer', what, over)).toMatchObject({ ok: true });
      const { startsAt, askedStart, parties } = await look();
      expect([startsAt, askedStart]).toEqual([AGREED, null]);
      expect(parties).toMatchObject([{ answer: 'accepted', changeAnswer: null, proposedStart: null }]);
    },
  );

  it('whatever is said: one agreed time, reminders of it alone, and no question left behind', async () => {
    const step = fc.record({
      who: fc.constantFrom('officer', 'kadis', 'sosial'),
      action: fc.constantFrom('move', 'suggest', 'accept', 'keep', 'edit', 'cancel', 'ready'),
      startsAt: fc.constantFrom(OTHER, THIRD),
    });
    const doing = ({ who, action, startsAt }: { who: string; action: string; startsAt: Date }) => {
      if (action === 'move' || action === 'suggest') return { action, ...from(startsAt) } as const;
      if (action === 'edit') return { action, purpose: 'Panen' } as const;
      if (action === 'cancel') return { action, reason: 'us' } as const;
      return action === 'accept' && who === 'officer'
        ? ({ action, of: unit.fisheries } as const)
        : { action: action as 'accept' | 'keep' | 'ready' };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        await database.db.write((tx) => tx.outbox.deleteMany());
        await agree([unit.fisheries, unit.social]);
        // Put there as a row it has no reminders yet; any change plans them.
        await act('officer', { action: 'edit', purpose: 'Bibit' });
        for (const one of steps) {
          const before = await look();
          if (before.state === 'cancelled') break;
          const result = await act(one.who, doing(one));
          const after = await look();
          if (!result.ok) {
            expect(after).toEqual(before);
            continue;
          }
          expect(['confirmed', 'cancelled']).toContain(after.state);
          if (after.startsAt.getTime() !== before.startsAt.getTime()) {
            // Only an acceptance puts another time in the place of the agreed one.
            expect(one.action).toBe('accept');
            expect(isChanging(after)).toBe(false);
          }
          if (!isChanging(after)) expect(after.askedStart).toBeNull();
          const due = await database.own.outbox.findMany({
            where: { state: 'planned', subjectId: id, kind: 'visit.outcome' },
          });
          expect(due.map(({ dueAt }) => dueAt)).toEqual(after.state === 'cancelled' ? [] : [after.endsAt]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
