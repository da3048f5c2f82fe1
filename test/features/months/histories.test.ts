import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/db/database.js';
import { tally } from '../../../src/features/counts/store.js';
import { readRoster } from '../../../src/features/files/index.js';
import { type Measured, sumOf } from '../../../src/features/months/figures/rules.js';
import { monthSpan } from '../../../src/features/months/rules.js';
import { closedMonths } from '../../../src/features/months/store.js';
import { createDatedService } from '../../../src/features/programmes/dated/service.js';
import { createDepartureService } from '../../../src/features/programmes/departure/service.js';
import { createEnrolmentService } from '../../../src/features/programmes/enrolment/service.js';
import { createMergeService } from '../../../src/features/programmes/merge/service.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { applyBatch, startApplying } from '../../../src/features/roster/apply/service.js';
import { dateBatch } from '../../../src/features/roster/decide/service.js';
import { keepRoster, viewBatch } from '../../../src/features/roster/service.js';
import { undoBatch } from '../../../src/features/roster/undo/service.js';
import { createSessionCorrections } from '../../../src/features/sessions/correct/service.js';
import { attendedSince, programmesWithSessions } from '../../../src/features/sessions/records/store.js';
import { parseIsoDate } from '../../../src/lib/zoned.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { months } from '../../support/months.js';
import { size } from '../../support/size.js';
import { at, world, ZONE } from '../../support/world.js';
import {
  type Book,
  lastOf,
  mergedBook,
  opened,
  type State,
  slowTold,
  stateBefore,
  stepped,
  type Told,
  unmergedBook,
} from './slow-months.js';

const PEOPLE = 3;
const PROGRAMMES = ['Las', 'Jahit'] as const;
const MONTHS = ['2023-08', '2023-09', '2023-10'] as const;
const SESSIONS = ['2023-08-08', '2023-09-12', '2023-10-10'] as const;

const person = fc.nat(PEOPLE - 1);
const programme = fc.nat(PROGRAMMES.length - 1);
/** Days back from the present one; 0 is today. */
const back = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 45 }) },
);

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('enrol' as const), person, programme, back }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      person,
      programme,
      back,
      state: fc.constantFrom('active' as const, 'paused' as const, 'ended' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('depart' as const), person, back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takeBack' as const), person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), person, programme }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      person,
      programme,
      back,
      state: fc.constantFrom('active' as const, 'paused' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('importDepart' as const), person, back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undoImport' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), one: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmerge' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      session: fc.nat(SESSIONS.length - 1),
      number: fc.nat(PEOPLE - 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('close' as const), month: fc.nat(MONTHS.length - 1) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), month: fc.nat(MONTHS.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shut' as const), month: fc.nat(MONTHS.length - 1) }) },
);

type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Ended and enrolled again on one day, so that no time lies between: found once in three hundred histories. */
const SAME_DAY: Command[] = [
  { do: 'enrol', person: 1, programme: 1, back: 1 },
  { do: 'move', person: 1, programme: 1, back: 0, state: 'ended' },
  { do: 'enrol', person: 1, programme: 1, back: 0 },
];

/** What became of a command: whether it was done, or a closed month kept it out; `batch`: the roster that was applied. */
type Outcome = { readonly done: boolean; readonly closed: boolean; readonly batch?: number };

/** The roster that was applied last, with the book from before it, while nothing was done since. */
type LastImport = { readonly batch: number; readonly before: Book; readonly at: number };

const builtOn = { attendedSince, programmesWithSessions };
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 10);
const startOf = (day: string) => at(`${day}T00:00`).getTime();

function told({ figures }: Measured): Told {
  const { enrolled, present, joined, left, attendance } = figures;
  const { attended, expected } = attendance;
  return { ...enrolled, present: sumOf(present), joined, left, attended, expected };
}

let units = 0;

/** A unit, the book of it, and both going on together. */
async function office(db: Db) {
  units += 1;
  const unit = await world(db, { unitName: `Rutan ${units}` });
  const head = await unit.person('head');
  const programmes: number[] = [];
  for (const name of PROGRAMMES) programmes.push(await unit.programme(name));
  const people: number[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    people.push(await unit.participant({ name: `Nama ${n}`, registerKey: `BI${n}/2023` }));
  }
  const sessions: number[] = [];
  for (const [index, day] of SESSIONS.entries()) {
    sessions.push(
      await unit.session(programmes[0] ?? 0, at(`${day}T09:00`), {
        number: index + 1,
        loggedById: head.personId,
        // Before all that is done: what was recorded later would stand in the way of undoing an import.
        loggedAt: at('2023-09-20T09:00'),
        attendance: {
          create: people.map((participantId, number) => ({
            participantId,
            number: number + 1,
            mark: 'present' as const,
          })),
        },
      }),
    );
  }
  const since = at('2023-08-01T00:00').getTime();
  const book: Book = {
    present: people.map(() => ({ from: since, until: null })),
    taking: [],
    sessions: SESSIONS.map((day) => ({
      at: at(`${day}T09:00`).getTime(),
      marks: people.map(() => 'present' as const),
    })),
    merged: null,
  };
  return { db, unit, head, programmes, people, sessions, book };
}

type Office = Awaited<ReturnType<typeof office>>;

/** From when what is said of a day holds: the first day counts whole, and so does the last one. */
function holds(state: State, day: string, after: number, now: number): number | undefined {
  const end = day === dayOf(now) ? now : startOf(day) + DAY_MS - 1;
  if (after > end) return undefined;
  return state === 'active' ? Math.max(startOf(day), after) : end;
}

/** The book as a command would leave it; undefined where it is none that may be done. */
function written(book: Book, c: Command, now: number, roster: LastImport | undefined): Book | undefined {
  if (c.do === 'undoImport') return roster && now - roster.at <= DAY_MS ? roster.before : undefined;
  if (c.do === 'merge') {
    const [from, into] = [Math.min(c.one, c.other), Math.max(c.one, c.other)];
    return from === into || book.merged ? undefined : mergedBook(book, [from, into], now);
  }
  if (c.do === 'unmerge') return book.merged ? unmergedBook(book) : undefined;
  const day = 'back' in c ? dayOf(now - c.back * DAY_MS) : '';
  if (c.do === 'wait' || c.do === 'close' || c.do === 'open' || c.do === 'shut') return undefined;
  if (c.do === 'correct') {
    return {
      ...book,
      sessions: book.sessions.map((one, index) =>
        index === c.session
          ? {
              ...one,
              marks: one.marks.map((mark, n) =>
                n === c.number ? (mark === 'present' ? 'absent' : 'present') : mark,
              ),
            }
          : one,
      ),
    };
  }
  const there = book.present[c.person];
  if (!there) return undefined;
  const left = (until: number | null) => ({
    ...book,
    present: book.present.map((one, n) => (n === c.person ? { ...one, until } : one)),
  });
  const open = book.taking.flatMap((one, index) =>
    one.person === c.person && one.steps.at(-1)?.state !== 'ended' ? [index] : [],
  );
  if (c.do === 'depart' || c.do === 'importDepart') {
    const begun = open.map((index) => book.taking[index]?.steps.at(-1)?.from ?? 0);
    const from = there.until === null ? holds('ended', day, Math.max(there.from, ...begun), now) : undefined;
    if (from === undefined) return undefined;
    return open.reduce<Book>(
      (so, index) => stepped(so, index, { from, state: 'ended', reason: 'released' }),
      left(from),
    );
  }
  if (c.do === 'takeBack') {
    if (there.until === null) return undefined;
    return book.taking.reduce<Book>((so, one, index) => {
      const end = one.steps.at(-1);
      const before = stateBefore(one);
      const ended = one.person === c.person && end?.reason === 'released' && end.from === there.until;
      return ended && before
        ? stepped(so, index, { from: before.at, state: before.state, reason: null })
        : so;
    }, left(null));
  }
  if (there.until !== null) return undefined;
  const index = lastOf(book, c.person, c.programme);
  const last = book.taking[index];
  const step = last?.steps.at(-1);
  if (c.do === 'undo') {
    const before = last && stateBefore(last);
    if (!before || step?.reason === 'released') return undefined;
    return stepped(book, index, { from: before.at, state: before.state, reason: null });
  }
  const after = Math.max(there.from, step?.from ?? 0);
  if (!step || step.state === 'ended') {
    if (c.do === 'move') return undefined;
    const state = c.do === 'import' ? c.state : 'active';
    const from = holds('active', day, after, now);
    return from === undefined
      ? undefined
      : opened(book, c.person, c.programme, { from, state, reason: null });
  }
  if (c.do === 'enrol' || step.state === c.state) return undefined;
  const from = holds(c.state, day, after, now);
  const reason = c.state === 'ended' ? 'withdrew' : null;
  return from === undefined ? undefined : stepped(book, index, { from, state: c.state, reason });
}

const isClosed = (outcome: unknown) => /"reason":"closed"|"month"/.test(JSON.stringify(outcome));

/** A roster of one row, and the day that it speaks of. */
function rosterFor(c: Extract<Command, { do: 'import' | 'importDepart' }>, now: Date) {
  const who = `BI ${c.person}/2023;Nama ${c.person}`;
  const day = dayOf(now.getTime() - c.back * DAY_MS);
  if (c.do === 'importDepart') {
    const text = `No. Register;Nama;Status;Tanggal Bebas\n${who};bebas;${day}`;
    return { text, day: dayOf(now.getTime()) };
  }
  const status = c.state === 'active' ? 'aktif' : 'jeda';
  return { text: `No. Register;Nama;Program;Status\n${who};${PROGRAMMES[c.programme]};${status}`, day };
}

async function imported(
  o: Office,
  c: Extract<Command, { do: 'import' | 'importDepart' }>,
  now: Date,
): Promise<Outcome> {
  const { text, day } = rosterFor(c, now);
  const reading = await readRoster(Buffer.from(text), {
    year: 2023,
    month: 12,
    day: 1,
  });
  if (!reading.ok) throw new Error(reading.fault.reason);
  const doing = () => o.unit.doing(o.head, now);
  const { id } = await keepRoster(o.db, doing(), { chatId: 5n, fileName: 'x.csv', file: reading.file });
  await o.db.write((tx) => dateBatch(tx, { actor: o.head, now }, id, day));
  const view = await viewBatch(o.db, o.head, id, now);
  if (view.state !== 'ready') throw new Error(view.state);
  const gone = view.leaving.filter(({ kind }) => kind === 'leaves').length;
  if (view.counts.changed + gone === 0) return { done: false, closed: false };
  await startApplying(o.db, doing(), { batchId: id, planKey: view.planKey });
  const outcome = await applyBatch({ db: o.db, months }, { id, unitId: o.unit.unitId, zone: ZONE }, now);
  return { done: outcome === 'applied', closed: outcome === 'closed', batch: id };
}

/** Has the program do a command. */
async function done(o: Office, c: Command, now: Date, last: LastImport | undefined): Promise<Outcome> {
  const { db, unit, head } = o;
  const doing = () => unit.doing(head, now);
  const who =
    'person' in c
      ? await db.read.participant.findUniqueOrThrow({ where: { id: o.people[c.person] ?? 0 } })
      : undefined;
  const enrolment =
    'programme' in c && who
      ? await db.read.enrolment.findFirst({
          where: { participantId: who.id, programmeId: o.programmes[c.programme] ?? 0 },
          orderBy: { id: 'desc' },
        })
      : undefined;
  const on = 'back' in c ? parseIsoDate(dayOf(now.getTime() - c.back * DAY_MS)) : undefined;
  const dated = async (step: Parameters<ReturnType<typeof createDatedService>['step']>[2]['step']) => {
    if (!who || !on) throw new Error('nobody, or no day');
    const subject = { participantId: who.id, version: who.version };
    const found = await db.write((tx) =>
      createDatedService({ db, months }).step(tx, { actor: head, now }, { who: subject, step, day: on }),
    );
    return found.ok ? { done: found.value.done, closed: false } : { done: false, closed: true };
  };
  switch (c.do) {
    case 'enrol':
      return dated({ kind: 'enrol', programmeId: o.programmes[c.programme] ?? 0 });
    case 'move':
      if (!enrolment) return { done: false, closed: false };
      return dated({
        ...{ kind: 'move', enrolmentId: enrolment.id, version: enrolment.version, state: c.state },
        ...(c.state === 'ended' && { reason: 'withdrew' }),
      });
    case 'depart':
      return dated({ kind: 'depart', departure: 'released' });
    case 'takeBack': {
      const { id: participantId = 0, version = 0 } = who ?? {};
      const found = await createDepartureService({ db, months }).takeBack(doing(), {
        participantId,
        version,
      });
      return { done: found.outcome === 'back', closed: isClosed(found) };
    }
    case 'undo': {
      if (!enrolment) return { done: false, closed: false };
      const which = { enrolmentId: enrolment.id, version: enrolment.version };
      const found = await createEnrolmentService({ db, months }).undoEnd(doing(), which);
      return { done: ['active', 'paused'].includes(found.outcome), closed: isClosed(found) };
    }
    case 'import':
    case 'importDepart':
      return imported(o, c, now);
    case 'undoImport': {
      if (!last) return { done: false, closed: false };
      const found = await undoBatch({ db, months, builtOn }, doing(), last.batch);
      return { done: found.outcome === 'undone', closed: found.outcome === 'closed' };
    }
    case 'merge': {
      const pair = { oneId: o.people[c.one] ?? 0, otherId: o.people[c.other] ?? 0 };
      const found = await db.write((tx) =>
        createMergeService({ db, months }).merge(tx, { actor: head, now }, pair, {
          goesOn: 'into',
          reason: 'uji',
        }),
      );
      return { done: found.ok, closed: isClosed(found) };
    }
    case 'unmerge': {
      const merge = await db.read.merge.findFirst({ where: { unitId: unit.unitId, undoneAt: null } });
      if (!merge) return { done: false, closed: false };
      const found = await createMergeService({ db, months }).undo(doing(), merge.id);
      return { done: found.ok, closed: isClosed(found) };
    }
    case 'correct': {
      const sessionId = o.sessions[c.session] ?? 0;
      const session = await db.read.session.findUniqueOrThrow({
        where: { id: sessionId },
        include: { attendance: { orderBy: { number: 'asc' } } },
      });
      const sheet = session.attendance.map(({ participantId: id }) => ({ id, label: '' }));
      const marks = Object.fromEntries(
        session.attendance.flatMap(({ number, mark }, index) => {
          const next = index === c.number ? (mark === 'present' ? 'absent' : 'present') : mark;
          return next === 'present' ? [] : [[number, next]];
        }),
      );
      const attendance = { kind: 'sheet', at: '', sheet, marks } as const;
      const values = {
        sessionId,
        version: session.version,
        topic: '',
        trainer: '',
        notes: '',
        reason: 'uji',
        attendance,
      };
      const service = createSessionCorrections({ db, months, rosterOn });
      const found = await db.write((tx) => service.correct(tx, head, values, now));
      return { done: found.ok, closed: isClosed(found) };
    }
    default:
      return { done: false, closed: false };
  }
}

describe.each(databases())('months on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());

  it(
    'say what an office’s book says, whatever is done in whatever order; closed ones as they were reported',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(command, { minLength: 10, maxLength: 30 }),
          fc.array(fc.nat(90), { minLength: 3, maxLength: 3 }),
          async (commands, moments) => {
            // Updates are numbered anew in each office.
            await test.reset();
            const o = await office(test.db);
            let { book } = o;
            let last: LastImport | undefined;
            // 20 September, noon: August is over, September soon is.
            let now = at('2023-09-20T12:00').getTime();
            const reported = new Map<string, Told>();
            const open_ = new Set<string>();
            const span = (month: string) => monthSpan(month, ZONE);
            const inBook = (of: Book, month: string) =>
              slowTold(of, span(month).from.getTime(), span(month).until.getTime() - 1);
            for (const c of commands) {
              // Nothing is done twice at one instant.
              now += c.do === 'wait' ? c.days * DAY_MS : 61_000;
              const when = new Date(now);
              if ('month' in c) {
                const month = MONTHS[c.month] ?? '';
                const act = { actor: o.head, now: when };
                if (c.do === 'close') {
                  const closed = await test.db.write((tx) =>
                    months.close(tx, act, { month, reason: '' }, async () => 0),
                  );
                  expect(closed.ok).toBe(span(month).until.getTime() <= now && !reported.has(month));
                  if (closed.ok) reported.set(month, inBook(book, month));
                } else if (c.do === 'open') {
                  const leave = { month, matter: 'all', whom: 'opener', reason: 'uji' } as const;
                  const given = await test.db.write((tx) =>
                    months.open(tx, act, { ...leave, until: new Date(now + 30 * DAY_MS) }),
                  );
                  expect(given.ok).toBe(reported.has(month));
                  if (given.ok) open_.add(month);
                } else {
                  await test.db.write((tx) => months.shut(tx, act, month));
                  open_.delete(month);
                }
                continue;
              }
              // While two are one, what is done of either is asked of the person: not what is told here.
              if ('person' in c && book.merged?.pair.includes(c.person)) continue;
              if (c.do === 'merge' && book.merged) continue;
              const leave = await closedMonths(test.db.read, o.unit.unitId, { from: '2023-01' });
              const shut = leave
                .filter((one) => !one.leave || one.leave.until.getTime() <= now)
                .map(({ month }) => month);
              const after = written(book, c, now, last);
              const touched =
                after !== undefined &&
                shut.some(
                  (month) => JSON.stringify(inBook(after, month)) !== JSON.stringify(inBook(book, month)),
                );
              const outcome = await done(o, c, when, last);
              if (outcome.done) {
                expect(after).toBeDefined();
                const { batch } = outcome;
                last = batch === undefined ? undefined : { batch, before: book, at: now };
                book = after ?? book;
              }
              // With no month closed to them, nothing that the book allows is refused; a later roster may stand in the way.
              if (after !== undefined && c.do !== 'import' && shut.length === 0) {
                expect(outcome).toMatchObject({ done: true, closed: false });
              }
              // A closed month keeps out what would change it; it may keep out what changes its rows alone.
              if (touched) {
                const closed = c.do !== 'import' || outcome.closed;
                expect(outcome).toMatchObject({ done: false, closed });
              }
              for (const [month, was] of reported) {
                const report = await test.db.read.monthReport.findFirstOrThrow({
                  where: { closing: { unitId: o.unit.unitId, month } },
                });
                // Written by the closing alone, in this shape.
                expect(told({ figures: report.figures, rows: report.rows } as unknown as Measured)).toEqual(
                  was,
                );
              }
            }
            for (const month of MONTHS) {
              expect(told(await months.measure(test.db.read, o.unit.unitId, span(month)))).toEqual(
                inBook(book, month),
              );
            }
            const all = {
              unitId: o.unit.unitId,
              agencyIds: null,
              filter: { agencyId: null, programmeId: null, kind: null, status: null },
            };
            for (const days of moments) {
              const moment = at('2023-08-01T10:30').getTime() + days * DAY_MS;
              const { total, present } = await tally(test.db.read, all, new Date(moment));
              const slow = slowTold(book, moment, moment);
              expect({ ...total, present: [...present.values()].reduce((sum, n) => sum + n, 0) }).toEqual({
                people: slow.people,
                enrolments: slow.enrolments,
                present: slow.present,
              });
            }
          },
        ),
        { numRuns: size(20, 150), examples: [[SAME_DAY, [0, 0, 0]]] },
      );
    },
    size(240_000, 1_800_000),
  );
});
