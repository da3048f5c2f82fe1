import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import type { Change } from '../../../../src/features/visits/change/rules.js';
import { changeVisit } from '../../../../src/features/visits/change/service.js';
import { reportUnreached } from '../../../../src/features/visits/news/service.js';
import { correctOutcome } from '../../../../src/features/visits/outcome/service.js';
import { around } from '../../../../src/features/visits/people/service.js';
import { findVisit } from '../../../../src/features/visits/visit/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

/** In a week, so that all reminders are ahead. */
const LATER = at('2023-09-14T10:00');

describe('who hears what of a visit', () => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let people: Record<'other' | 'officer' | 'head' | 'humas' | 'kadis' | 'staff' | 'sosial', Actor>;
  let id: number;

  beforeAll(async () => {
    database = await sqlite.open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    people = {
      other: await unit.person('officer'),
      officer: await unit.person('officer'),
      head: await unit.person('head'),
      humas: await unit.person('humas'),
      staff: await unit.person('agencyContact', unit.fisheries),
      kadis: await unit.person('agencyHead', unit.fisheries),
      sosial: await unit.person('agencyHead', unit.social),
    };
  });

  /** Put there with the humas along; `more` is what differs. */
  async function put(state: 'proposed' | 'confirmed' | 'held' | 'counterProposed', more: object = {}) {
    const members = { create: { personId: people.humas.personId } };
    const answer = state === 'proposed' ? ('pending' as const) : ('accepted' as const);
    const parties = { create: { agencyId: unit.fisheries, answer } };
    id = await unit.visit(
      people.officer.personId,
      unit.fisheries,
      LATER,
      state,
      Object.assign({ members, parties }, more),
    );
  }
  const two = (first: 'pending' | 'accepted', second: 'pending' | 'accepted') => ({
    parties: {
      create: [
        { agencyId: unit.fisheries, answer: first },
        { agencyId: unit.social, answer: second },
      ],
    },
  });
  const ref = async () => {
    const { version } = await db.read.visit.findUniqueOrThrow({ where: { id } });
    return { id, version };
  };
  const change = async (who: keyof typeof people, what: Change) => {
    const seen = await ref();
    const { result } = await db.write((tx) => changeVisit(tx, people[who], seen, what, NOW));
    expect(result).toMatchObject({ ok: true });
  };
  /** What is planned, by kind: to whom, in the order of their names here. */
  async function told() {
    const rows = await db.read.outbox.findMany({ where: { state: 'planned' } });
    const words: Record<string, string[]> = {};
    for (const [name, { personId }] of Object.entries(people))
      for (const row of rows)
        if (row.personId === personId) words[row.kind] = [...(words[row.kind] ?? []), name];
    return words;
  }

  it('an agency’s refusal goes to whoever answers for the visit, not to every officer', async () => {
    await put('proposed');
    await change('kadis', { action: 'decline', reason: 'busy' });
    expect(await told()).toEqual({ 'visit.answer': ['officer'] });
  });

  it('another time goes to whoever answers for the visit, who is asked again', async () => {
    await put('proposed');
    await change('kadis', {
      action: 'suggest',
      startsAt: at('2023-09-15T10:00'),
      endsAt: at('2023-09-15T11:00'),
    });
    expect((await told())['visit.answer']).toEqual(['officer']);
  });

  it('an answer goes to the heads where whoever answered for it has left', async () => {
    await put('proposed');
    await db.write((tx) =>
      tx.post.updateMany({ where: { personId: people.officer.personId }, data: { endedAt: NOW } }),
    );
    await change('kadis', { action: 'decline', reason: 'busy' });
    expect(await told()).toEqual({ 'visit.answer': ['head'] });
  });

  it('agreement goes to both sides and to those who go along, each reminded; the outcome is asked of one', async () => {
    await put('proposed');
    await change('kadis', { action: 'accept' });
    const all = ['officer', 'humas', 'kadis'];
    expect(await told()).toEqual({
      'visit.agreed': all,
      'visit.H-7': all,
      'visit.H-1': all,
      'visit.2h': all,
      'visit.outcome': ['officer'],
    });
  });

  it('one of several agencies agrees: that is told to nobody while another is asked', async () => {
    await put('proposed', two('pending', 'pending'));
    await change('kadis', { action: 'accept' });
    expect((await told())['visit.answer']).toBeUndefined();
    expect((await told())['visit.agreed']).toBeUndefined();
  });

  it('going on is told to those who come, and to the others that it does without them', async () => {
    await put('proposed', two('pending', 'accepted'));
    await change('officer', { action: 'goOn' });
    expect(await told()).toMatchObject({
      'visit.agreed': ['officer', 'humas', 'sosial'],
      'visit.cancelled': ['kadis'],
      'visit.outcome': ['officer'],
    });
  });

  it('what the unit wants to move is asked of the agency; the officer hears of it, those along only once it is agreed', async () => {
    await put('confirmed', { sequence: 1 });
    await change('other', {
      action: 'move',
      startsAt: at('2023-09-15T10:00'),
      endsAt: at('2023-09-15T11:00'),
    });
    expect(await told()).toMatchObject({ 'visit.request': ['kadis'], 'visit.changed': ['officer'] });
    expect((await told())['visit.outcome']).toEqual(['officer']);
  });

  it('what is called off is told to all who had it in their calendar, whoever did it too', async () => {
    await put('confirmed', { sequence: 1 });
    await change('officer', { action: 'cancel', reason: 'sea' });
    expect(await told()).toEqual({ 'visit.cancelled': ['officer', 'humas', 'kadis'] });
  });

  it('what was never agreed is called off without a word to colleagues', async () => {
    await put('proposed');
    await change('officer', { action: 'cancel', reason: 'sea' });
    expect(await told()).toEqual({ 'visit.cancelled': ['kadis'] });
  });

  it('another purpose is told to the agency and to colleagues', async () => {
    await put('confirmed', { sequence: 1 });
    await change('officer', { action: 'edit', purpose: 'Panen' });
    expect((await told())['visit.changed']).toEqual(['humas', 'kadis']);
  });

  it('whoever of several agencies has not answered is asked again, and the unit told, step by step', async () => {
    await put('proposed', two('accepted', 'pending'));
    await change('officer', { action: 'edit', purpose: 'Panen' });
    expect(await told()).toMatchObject({
      'visit.nudge': ['sosial'],
      // Its heads the day before.
      'visit.unanswered': ['officer', 'head'],
    });
  });

  it('that an agency cannot be reached is told to whoever answers for the visit', async () => {
    await put('proposed');
    await db.write(async (tx) => {
      const seen = await findVisit(tx, { kind: 'unit', unitId: unit.unitId }, id, NOW);
      const [asked] = seen?.parties ?? [];
      if (seen && asked) await reportUnreached(tx, seen, asked, await around(tx, seen, NOW), NOW);
    });
    expect(await told()).toEqual({ 'visit.unreached': ['officer'], 'visit.card': ['officer'] });
  });

  it('what took place is told to nobody, and asks nobody any more', async () => {
    await put('confirmed', { sequence: 1, startsAt: at('2023-09-05T10:00'), endsAt: at('2023-09-05T11:00') });
    await change('officer', { action: 'hold' });
    expect(await told()).toEqual({});
  });

  it('the messages that show it are edited, but for the one tapped and those of other things with its number', async () => {
    await put('confirmed', { sequence: 1 });
    const card = (subject: string, subjectId: number, who: Actor, messageId: number) =>
      db.write((tx) =>
        tx.card.create({
          data: {
            subject,
            subjectId,
            chatId: who.telegramId,
            messageId,
            personId: who.personId,
            createdAt: NOW,
          },
        }),
      );
    await card('visit', id, people.officer, 1);
    await card('visit', id, people.kadis, 2);
    await card('visit', id + 1, people.head, 3);
    await card('session', id, people.humas, 4);
    const seen = await ref();
    const shownIn = { chatId: Number(people.officer.telegramId), messageId: 1 };
    const edit = { action: 'edit' as const, purpose: 'Panen' };
    await db.write((tx) => changeVisit(tx, people.officer, seen, edit, NOW, shownIn));
    expect((await told())['visit.card']).toEqual(['kadis']);
  });

  it('a message in the chat that was tapped is edited where it is another one', async () => {
    await put('confirmed', { sequence: 1 });
    const { telegramId: chatId, personId } = people.officer;
    const card = { subject: 'visit', subjectId: id, chatId, messageId: 1, personId, createdAt: NOW };
    await db.write((tx) => tx.card.create({ data: card }));
    const seen = await ref();
    const edit = { action: 'edit' as const, purpose: 'Panen' };
    const shownIn = { chatId: Number(chatId), messageId: 2 };
    await db.write((tx) => changeVisit(tx, people.officer, seen, edit, NOW, shownIn));
    expect((await told())['visit.card']).toEqual(['officer']);
  });

  describe('correcting an outcome', () => {
    const DONE = { startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T10:00'), sequence: 1 };
    const events = (kind: 'held' | 'cancelled', on = NOW) => ({
      create: { kind, at: on, actorId: people.officer.personId },
    });
    type Correcting = Parameters<typeof correctOutcome>[3] extends infer C
      ? C extends unknown
        ? Omit<C, 'why'> & { readonly why?: string }
        : never
      : never;
    const correct = async (
      who: keyof typeof people,
      correction: Correcting,
      more: { readonly version?: number; readonly now?: Date } = {},
    ) => {
      const seen = Object.assign(await ref(), more.version === undefined ? {} : { version: more.version });
      return db.write(
        async (tx) =>
          (
            await correctOutcome(
              tx,
              people[who],
              seen,
              { why: 'salah ketuk', ...correction },
              more.now ?? NOW,
            )
          ).result,
      );
    };

    it('is told to the other side, whatever it was before', async () => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      expect(await correct('officer', { to: 'nobodyCame' })).toMatchObject({ ok: true });
      expect(await told()).toEqual({ 'visit.changed': ['kadis'] });
      expect(await correct('officer', { to: 'cancelled', cause: 'sea' })).toMatchObject({ ok: true });
      expect(await told()).toEqual({ 'visit.changed': ['kadis'] });
    });

    it('that was moved asks the agency anew', async () => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      const to = { to: 'moved' as const, startsAt: LATER, endsAt: at('2023-09-14T11:00') };
      expect(await correct('head', Object.assign({ why: 'salah ketuk' }, to))).toMatchObject({ ok: true });
      expect(await told()).toMatchObject({
        'visit.request': ['kadis'],
        'visit.changed': ['officer', 'humas'],
      });
    });

    it.each([
      ['of another version', 'officer', { to: 'nobodyCame' }, { version: 9 }, 'stale'],
      ['to what it is', 'officer', { to: 'held' }, {}, 'stale'],
      ['by another officer', 'other', { to: 'nobodyCame', why: 'x' }, {}, 'late'],
      ['by the agency', 'kadis', { to: 'nobodyCame' }, {}, 'refused'],
      ['by another agency', 'sosial', { to: 'nobodyCame' }, {}, 'foreign'],
      ['by who looks on', 'humas', { to: 'nobodyCame' }, {}, 'refused'],
      [
        'after seven days',
        'officer',
        { to: 'nobodyCame', why: 'x' },
        { now: at('2023-09-12T11:31') },
        'late',
      ],
      [
        'to a time that is past',
        'officer',
        { to: 'moved', startsAt: NOW, endsAt: at('2023-09-05T12:30') },
        {},
        'past',
      ],
    ] as const)('%s is refused', async (_, who, correction, more, reason) => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      expect(await correct(who, correction, more)).toEqual({ ok: false, reason });
      expect(await told()).toEqual({});
    });

    it('to a time that is taken is refused', async () => {
      await unit.visit(people.officer.personId, unit.social, LATER);
      await put('held', Object.assign({ events: events('held') }, DONE));
      const to = { to: 'moved' as const, startsAt: LATER, endsAt: at('2023-09-14T11:00') };
      expect(await correct('officer', to)).toEqual({ ok: false, reason: 'clash' });
    });

    it('is possible to the minute of the seventh day, and none is where none was given', async () => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      expect(await correct('officer', { to: 'nobodyCame' }, { now: at('2023-09-12T11:30') })).toMatchObject({
        ok: true,
      });
      await put('confirmed', DONE);
      expect(await correct('officer', { to: 'held' })).toEqual({ ok: false, reason: 'stale' });
    });

    it('by a head keeps why beside what it was called off for', async () => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      await correct('head', { to: 'cancelled', cause: 'sea', why: 'salah ketuk' });
      const kept = await db.read.visitEvent.findMany({ where: { visitId: id }, orderBy: { id: 'asc' } });
      expect(kept.slice(1)).toMatchObject([
        { kind: 'cancelled', reason: 'sea' },
        { kind: 'edited', reason: 'salah ketuk' },
      ]);
    });

    it('by a head keeps why once, where it is the only reason', async () => {
      await put('held', Object.assign({ events: events('held') }, DONE));
      await correct('head', { to: 'nobodyCame', why: 'salah ketuk' });
      expect(await db.read.visitEvent.count({ where: { visitId: id } })).toBe(2);
    });
  });
});
