import { onRecorded } from '../../src/features/alerts/index.js';
import { absenceOf, lowRateOf, planSilences, silenceNow } from '../../src/features/alerts/service.js';
import { rosterOn } from '../../src/features/programmes/index.js';
import { createSessionCorrections } from '../../src/features/sessions/correct/service.js';
import { createSessionEvidence } from '../../src/features/sessions/evidence/service.js';
import { createSessionLists } from '../../src/features/sessions/lists/service.js';
import { createSessionLog } from '../../src/features/sessions/log/service.js';
import { createMonthsService } from '../../src/features/sessions/months/service.js';
import { createSheetsService } from '../../src/features/sessions/paper/service.js';
import { createPlanService } from '../../src/features/sessions/plan/service.js';
import { planReminders } from '../../src/features/sessions/remind/service.js';
import { createSessionsService } from '../../src/features/sessions/session/service.js';
import { settleTimetables, settleUnitTimetables } from '../../src/features/sessions/settle/service.js';
import { createTimetableService } from '../../src/features/sessions/timetable/service.js';
import { NOTES_MAX } from '../../src/words/notes.js';
import { months as closings } from '../support/months.js';
import { chatOf } from '../support/sample-unit.js';
import { at, NOW } from '../support/world.js';
import { each, testUses, type Using } from './use.js';

const sessions = ({ db }: Using) => createSessionsService({ db });
const lists = ({ db }: Using) => createSessionLists({ db });
const log = ({ db }: Using) => createSessionLog({ db, months: closings, onRecorded });
const corrections = ({ db }: Using) =>
  createSessionCorrections({ db, months: closings, rosterOn, onRecorded });
const evidence = (u: Using) => createSessionEvidence({ db: u.db, corrections: corrections(u) });
const months = ({ db }: Using) => createMonthsService({ db, closings });
const plan = ({ db }: Using) => createPlanService({ db, months: closings });
const times = ({ db }: Using) => createTimetableService({ db });
const sheets = ({ db }: Using) => {
  let drawn = 0;
  return createSheetsService({ db, rosterOn, random: (below) => (drawn += 7) % below });
};

const first = (id: number) => ({ id, version: 1 });
const reopened = ({ tx, own: { unitId } }: Using) =>
  tx.monthClosing.updateMany({ where: { unitId }, data: { reopenedAt: NOW } });
const over = (u: Using) =>
  u.tx.programme.update({ where: { id: u.own.catfish }, data: { state: 'finished' } });

const HELD = {
  topic: 'Air',
  trainer: 'Pak Rudi',
  notes: '',
  attendance: { kind: 'headcount', heads: 4 },
  photos: [],
} as const;
const PHOTO = { kind: 'photo', fileId: 'new', fileUniqueId: 'new' } as const;

/** Logs a session of two hours that is as plain as may be. */
const logged = (u: Using, startsAt: Date, more: object = {}) =>
  log(u).record(
    u.tx,
    u.as,
    {
      ...HELD,
      programmeId: u.own.catfish,
      plannedId: undefined,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      ...more,
    },
    u.now,
  );

const corrected = (u: Using, more: object = {}) =>
  corrections(u).correct(
    u.tx,
    u.as,
    {
      sessionId: u.own.sessions.held,
      version: 3,
      topic: 'Pakan',
      trainer: '',
      notes: '',
      attendance: undefined,
      reason: '',
      ...more,
    },
    u.now,
  );

const attached = (u: Using, sessionId: number, sent: object) =>
  evidence(u).attach(u.as, sessionId, { chatId: chatOf(u.own.unitId), ...sent }, u.ref(), u.now);

const by = ({ as, now }: Using) => ({ actor: as, now });
const LEAVE = {
  month: '2023-08',
  matter: 'sessions',
  whom: 'opener',
  until: at('2023-09-07T11:30'),
  reason: 'salah',
} as const;

const SLOTS = [{ weekday: 3 as const, startMinute: 600, endMinute: 700 }];

testUses({
  'sessions/session': {
    programmes: (u) =>
      each(['session.view', 'session.log'] as const, (action) => sessions(u).programmes(u.as, action)),
    loggable: (u) => sessions(u).loggable(u.as),
    opening: (u) =>
      each(
        [
          { programme: u.own.catfish, date: { year: 2023, month: 9, day: 5 } },
          { programme: u.own.catfish, planned: u.own.sessions.later, date: { year: 2023, month: 9, day: 5 } },
          { programme: u.own.catfish, paper: u.own.sessions.paper, date: { year: 2023, month: 8, day: 22 } },
          { programme: u.other.catfish, date: { year: 2023, month: 9, day: 5 } },
        ],
        async (wanted) => {
          const opening = await sessions(u).opening(u.as, wanted);
          return (
            opening && {
              ...opening,
              heldAt: opening.heldAt(at('2023-08-22T09:00')),
              sheetAt: opening.sheetAt(at('2023-08-22T09:00')),
            }
          );
        },
      ),
    usualTime: (u) => each([u.own.catfish, u.own.draft], (id) => sessions(u).usualTime(id)),
    view: (u) => {
      const { held, heads, later, missed, today } = u.own.sessions;
      return each([held, heads, later, missed, today, u.other.sessions.held], (id) =>
        sessions(u).view(u.as, id, u.now),
      );
    },
    'view: in a month that is open again': async (u) => {
      await reopened(u);
      return each([NOW, at('2023-10-30T09:00')], (now) => sessions(u).view(u.as, u.own.sessions.held, now));
    },
    history: (u) =>
      each([u.own.sessions.held, u.other.sessions.held], (id) =>
        each([0, 1], (page) => sessions(u).history(u.as, id, page)),
      ),
    'history: more than a page': async (u) => {
      const { held } = u.own.sessions;
      const data = [4, 5, 6, 7].map((version) => ({
        sessionId: held,
        version,
        at: NOW,
        byId: u.own.officer.personId,
        changes: [],
      }));
      await u.tx.sessionRevision.createMany({ data });
      return each([0, 1], (page) => sessions(u).history(u.as, held, page));
    },
    attachments: (u) =>
      each(['photo', 'sheet', 'voice'] as const, (kind) =>
        each([u.own.sessions.held, u.other.sessions.held], (id) => sessions(u).attachments(u.as, id, kind)),
      ),
    ofMessage: (u) => each([0, 1, 3, 99], (id) => sessions(u).ofMessage(u.as, chatOf(u.own.unitId), id)),
    ofCard: (u) => each([0, 1, 3, 99], (id) => sessions(u).ofCard(chatOf(u.own.unitId), id)),
  },

  'sessions/lists': {
    today: (u) => lists(u).today(u.as, u.now),
    'today: another day': (u) =>
      each(['2023-09-01T09:00', '2023-09-12T09:00', '2024-02-01T09:00'], (day) =>
        lists(u).today(u.as, at(day)),
      ),
    coming: (u) => each([0, 1], (page) => lists(u).coming(u.as, u.now, page)),
    'coming: at the edges of the week': (u) =>
      each(['2023-09-04T23:59', '2023-09-07T00:00', '2023-09-11T12:00'], (day) =>
        lists(u).coming(u.as, at(day), 0),
      ),
    overdue: (u) => each([0, 1], (page) => lists(u).overdue(u.as, u.now, page)),
    past: (u) =>
      each([undefined, u.own.catfish, u.own.weaving, u.other.catfish], (id) =>
        lists(u).past(u.as, u.now, id, 0),
      ),
    'past: from the moment on, and without what the timetable took': (u) =>
      each(['2023-09-01T09:00', '2023-08-22T09:00', '2023-09-20T09:00'], (day) =>
        lists(u).past(u.as, at(day), undefined, 0),
      ),
    'past: more than a page': async (u) => {
      for (let day = 1; day <= 9; day += 1)
        await u.tx.session.create({
          data: {
            unitId: u.own.unitId,
            programmeId: u.own.catfish,
            startsAt: at(`2023-07-0${day}T09:00`),
            endsAt: at(`2023-07-0${day}T10:00`),
            state: 'held',
            number: day + 10,
            headcount: day,
          },
        });
      return each([0, 1, 2], (page) => lists(u).past(u.as, u.now, u.own.catfish, page));
    },
  },

  'sessions/log': {
    record: (u) =>
      logged(u, at('2023-09-05T08:00'), { photos: [{ fileId: 'p', fileUniqueId: 'p' }], notes: 'Baik' }),
    'record: what was planned': (u) =>
      logged(u, at('2023-09-05T09:00'), { plannedId: u.own.sessions.today, topic: '', trainer: '' }),
    'record: at the time of what is planned, and over it': async (u) => {
      const results = [await logged(u, at('2023-09-04T09:00'))];
      await u.tx.session.update({
        where: { id: u.own.sessions.today },
        data: { startsAt: at('2023-09-05T08:00'), endsAt: at('2023-09-05T10:00'), notes: 'Bawa jala' },
      });
      return [
        ...results,
        await logged(u, at('2023-09-05T09:00'), { notes: 'Baik' }),
        await logged(u, at('2023-09-05T06:00')),
      ];
    },
    'record: what is planned elsewhere, held or cancelled is not it': (u) =>
      each([u.own.sessions.held, u.own.sessions.missed, u.other.sessions.today], (plannedId) =>
        logged(u, at(`2023-09-0${(plannedId % 4) + 2}T06:00`), { plannedId }),
      ),
    'record: a sheet': async (u) => {
      const opening = await sessions(u).opening(u.as, {
        programme: u.own.catfish,
        date: { year: 2023, month: 9, day: 5 },
      });
      const sheet = opening?.sheetAt(at('2023-09-05T08:00')) ?? [];
      const attendance = { kind: 'sheet', at: '', sheet, marks: { 1: 'absent', 2: 'sick' } };
      return logged(u, at('2023-09-05T08:00'), { attendance });
    },
    'record: a sheet that is not theirs': (u) =>
      logged(u, at('2023-09-05T08:00'), {
        attendance: { kind: 'sheet', at: '', sheet: [{ id: u.own.people[7] ?? 0, label: '' }], marks: {} },
      }),
    'record: in the future, in a closed month, twice, elsewhere': (u) =>
      each(
        [
          () => logged(u, at('2023-09-05T11:31')),
          () => logged(u, at('2023-08-20T08:00')),
          () => logged(u, at('2023-09-01T09:00')),
          () => logged(u, at('2023-09-05T08:00'), { programmeId: u.other.catfish }),
        ],
        (one) => one(),
      ),
    'record: just now': (u) => logged(u, NOW),
    remember: (u) =>
      each([1, 2], async (messageId) => {
        const { sessions: ours, officer, unitId } = u.own;
        const card = { sessionId: ours.last, chatId: chatOf(unitId), messageId, personId: officer.personId };
        await log(u).rememberPaper(card, u.now);
        await log(u).rememberCard({ ...card, messageId: messageId + 4 }, u.now);
        await log(u).rememberForm({ ...card, messageId: messageId + 8 }, u.now);
      }),
  },

  'sessions/correct': {
    'correct: in a closed month': (u) => corrected(u, { topic: 'Air' }),
    'correct: the words': async (u) => {
      await reopened(u);
      return each(
        [{}, { topic: 'Air', version: 2 }, { topic: 'Air' }, { topic: 'Air', notes: 'N', reason: 'salah' }],
        (more) => corrected(u, more),
      );
    },
    'correct: the marks': async (u) => {
      await reopened(u);
      const sheet = u.own.people.slice(0, 3).map((id) => ({ id, label: '' }));
      return corrected(u, {
        attendance: { kind: 'sheet', at: '', sheet, marks: { 2: 'sick' } },
        reason: 'salah',
      });
    },
    'correct: a headcount': async (u) => {
      await reopened(u);
      const { heads, held, today } = u.own.sessions;
      return each(
        [
          { sessionId: heads, version: 1, attendance: { kind: 'headcount', heads: 9 }, reason: 'salah' },
          { sessionId: held, attendance: { kind: 'headcount', heads: 9 }, reason: 'salah' },
          { sessionId: today, version: 1, topic: 'Air', reason: 'salah' },
          { sessionId: u.other.sessions.held, topic: 'Air', reason: 'salah' },
        ],
        (more) => corrected(u, more),
      );
    },
    'correct: a sheet in place of a headcount': async (u) => {
      await reopened(u);
      const of = { unitId: u.own.unitId, programmeId: u.own.catfish };
      const roster = await rosterOn(u.tx, of, at('2023-09-01T09:00'));
      const sheet = roster.map(({ participantId: id }) => ({ id, label: '' }));
      return each([sheet.slice(1), sheet], (some) =>
        corrected(u, {
          sessionId: u.own.sessions.heads,
          version: 1,
          reason: 'salah',
          attendance: { kind: 'sheet', at: '', sheet: some, marks: { 1: 'late' } },
        }),
      );
    },
    'correct: late': async (u) => {
      await reopened(u);
      await u.tx.session.updateMany({
        where: { id: u.own.sessions.held },
        data: { loggedAt: at('2023-06-01T09:00') },
      });
      return each(['', 'salah'], (reason) => corrected(u, { topic: 'Air', reason }));
    },
  },

  'sessions/evidence': {
    attach: (u) => {
      const { held, missed, today } = u.own.sessions;
      return each([held, missed, today, u.other.sessions.held], (id) => attached(u, id, { file: PHOTO }));
    },
    'attach: a sheet that was asked for': async (u) => {
      const { unitId, officer, sessions: ours } = u.own;
      const card = {
        sessionId: ours.held,
        chatId: chatOf(unitId),
        messageId: 77,
        personId: officer.personId,
      };
      await evidence(u).askSheet(card, u.now);
      const awaited = await each(
        [u.now, new Date(NOW.getTime() + 12 * 3_600_000), new Date(NOW.getTime() + 12 * 3_600_000 + 1)],
        (now) => evidence(u).awaited(u.as, chatOf(unitId), now),
      );
      return [awaited, await attached(u, ours.held, { file: { ...PHOTO, kind: 'sheet' } })];
    },
    'attach: an album': async (u) => {
      const { held, last } = u.own.sessions;
      const sent = { file: PHOTO, album: 'a1' };
      const results = await each([held, held], (id) => attached(u, id, sent));
      const voice = await attached(u, last, { file: { ...PHOTO, kind: 'voice' }, album: 'a2' });
      const known = await each(['a1', 'a2', 'a3'], (album) =>
        evidence(u).ofAlbum(u.ref(), chatOf(u.own.unitId), album),
      );
      return [...results, voice, ...known];
    },
    'attach: a note': async (u) => {
      const { held, heads, today } = u.own.sessions;
      return each([held, heads, today, today], (id) => attached(u, id, { note: 'Hujan' }));
    },
    'attach: a note that is long, and one with a photo': async (u) => {
      await reopened(u);
      const { today, held } = u.own.sessions;
      const longest = 'x'.repeat(NOTES_MAX);
      const taken = await attached(u, today, { note: longest });
      const { notes } = await u.tx.session.findUniqueOrThrow({ where: { id: today } });
      await u.tx.session.update({ where: { id: today }, data: { notes: `${notes?.length} characters` } });
      return [
        taken,
        await attached(u, today, { note: `${longest}x` }),
        await attached(u, held, { note: `${longest}x`, file: PHOTO }),
        await attached(u, held, { note: 'Hujan', file: PHOTO }),
      ];
    },
    reclassify: (u) => {
      const { held, last } = u.own.sessions;
      const { photo, voice } = u.own.files;
      return each(
        [
          { session: held, attachment: photo, kind: 'sheet' as const },
          { session: last, attachment: photo, kind: 'sheet' as const },
          { session: held, attachment: voice, kind: 'sheet' as const },
          { session: u.other.sessions.held, attachment: u.other.files.photo, kind: 'sheet' as const },
        ],
        (which) => evidence(u).reclassify(u.as, which, u.ref(), u.now),
      );
    },
  },

  'sessions/months': {
    close: (u) =>
      each(
        [
          ['2023-08', ''],
          ['2023-09', ''],
          ['nonsense', ''],
          ['2023-07', 'tetap'],
          ['2023-06', ''],
        ] as const,
        ([month, reason]) => months(u).close(u.tx, by(u), month, reason),
      ),
    'close: with what was not recorded': async (u) => {
      const { startsAt, endsAt } = { startsAt: at('2023-06-05T09:00'), endsAt: at('2023-06-05T11:00') };
      await u.tx.session.create({
        data: { unitId: u.own.unitId, programmeId: u.own.catfish, startsAt, endsAt, state: 'planned' },
      });
      return [
        await months(u).closeOnce(by(u), '2023-06', u.ref()),
        await months(u).view(u.as, '2023-06', u.now),
        await months(u).close(u.tx, by(u), '2023-06', 'libur'),
        await months(u).closeOnce(by(u), '2023-06', u.ref()),
      ];
    },
    open: (u) =>
      each(
        [
          {},
          { month: '2023-06' },
          { reason: '' },
          { until: NOW },
          { until: at('2023-10-06T11:31') },
          { until: at('2023-10-06T11:30'), matter: 'participants' as const, whom: 'agencies' as const },
        ],
        (more) => months(u).open(u.tx, by(u), { ...LEAVE, ...more }),
      ),
    shutOnce: async (u) => [
      await months(u).shutOnce(by(u), '2023-08', u.ref()),
      await months(u).open(u.tx, by(u), LEAVE),
      await months(u).shutOnce(by(u), '2023-08', u.ref()),
      await months(u).shutOnce(by(u), '2023-08', u.ref()),
      await months(u).shutOnce(by(u), '2023-06', u.ref()),
    ],
    'open: what is changed then, and who may': async (u) => {
      const changed = () => {
        const sheet = u.own.people.slice(0, 3).map((id) => ({ id, label: '' }));
        return corrected(u, {
          attendance: { kind: 'sheet', at: '', sheet, marks: { 2: 'sick' } },
          reason: 'salah',
        });
      };
      const refused = await changed();
      await months(u).open(u.tx, { actor: u.own.head, now: u.now }, { ...LEAVE, whom: 'officers' });
      return [
        refused,
        await changed(),
        await months(u).view(u.as, '2023-08', u.now),
        await months(u).revisions(u.as, '2023-08', 0),
      ];
    },
    closing: (u) => each(['2023-08', '2023-06', 'nonsense'], (month) => months(u).closing(u.as, month)),
    revisions: (u) =>
      each([0, 1], async (page) => [
        await months(u).revisions(u.as, '2023-07', page),
        await months(u).revisions(u.as, '2023-08', page),
        await months(u).revisions(u.as, '2023-06', page),
      ]),
    view: (u) =>
      each(['2023-08', '2023-07', '2023-09', 'nonsense'], (month) => months(u).view(u.as, month, u.now)),
    recent: (u) => months(u).recent(u.as, u.now),
  },

  'sessions/paper': {
    print: (u) => {
      const { today, later, held, missed } = u.own.sessions;
      const s = sheets(u);
      return each([today, later, held, missed, u.other.sessions.later], (session) =>
        s.print(u.as, { session }, u.ref(), u.now),
      );
    },
    'print: at a time': (u) => {
      const s = sheets(u);
      const span = (programmeId: number, day: string, time: string) => ({
        programmeId,
        startsAt: at(`${day}T${time}`),
        endsAt: new Date(at(`${day}T${time}`).getTime() + 3_600_000),
      });
      return each(
        [
          span(u.own.catfish, '2023-09-06', '09:00'),
          span(u.own.catfish, '2023-09-05', '14:00'),
          span(u.own.catfish, '2023-09-05', '14:30'),
          span(u.own.catfish, '2023-09-01', '09:00'),
          span(u.own.catfish, '2023-08-20', '09:00'),
          span(u.own.draft, '2023-09-06', '09:00'),
          span(u.other.catfish, '2023-09-06', '09:00'),
        ],
        (wanted) => s.print(u.as, wanted, u.ref(), u.now),
      );
    },
    'print: of what is over': async (u) => {
      await over(u);
      const startsAt = at('2023-09-06T09:00');
      const wanted = { programmeId: u.own.catfish, startsAt, endsAt: at('2023-09-06T10:00') };
      return sheets(u).print(u.as, wanted, u.ref(), u.now);
    },
    paper: (u) =>
      each([u.own.sessions.paper, u.other.sessions.paper], (sheet) => sheets(u).paper(u.as, sheet)),
    'paper: with somebody who has left, and a trainer of its own': async (u) => {
      const [, second = 0] = u.own.people;
      const { paper, today } = u.own.sessions;
      await u.tx.enrolmentChange.deleteMany({ where: { enrolment: { participantId: second } } });
      await u.tx.session.update({ where: { id: today }, data: { trainer: 'Bu Ani' } });
      await u.tx.programme.update({ where: { id: u.own.catfish }, data: { namesShown: true } });
      return sheets(u).paper(u.as, paper);
    },
    printable: (u) => each([undefined, u.own.weaving], (id) => sheets(u).printable(u.as, u.now, id)),
    byCode: (u) => each(['A3B4', 'K7R2', 'ZZZZ'], (code) => sheets(u).byCode(u.as, code, u.now)),
    'byCode: later, cancelled, and in a closed month': async (u) => {
      const { today } = u.own.sessions;
      const asked = (code: string, now: Date) => sheets(u).byCode(u.as, code, now);
      const later = await each([at('2023-09-05T14:00'), at('2023-09-05T15:00')], (now) => asked('A3B4', now));
      await u.tx.session.update({ where: { id: today }, data: { state: 'cancelled' } });
      const cancelled = await asked('A3B4', NOW);
      await u.tx.session.update({ where: { id: today }, data: { startsAt: at('2023-08-10T09:00') } });
      return [...later, cancelled, await asked('A3B4', NOW)];
    },
  },

  'sessions/plan': {
    'change: cancel': (u) => {
      const what = { action: 'cancel', reason: 'trainer', note: 'Sakit' } as const;
      const { later, held, missed } = u.own.sessions;
      return each(
        [
          { id: later, version: 2 },
          first(later),
          first(held),
          { id: held, version: 3 },
          first(missed),
          first(u.other.sessions.later),
        ],
        (which) => plan(u).change(u.tx, u.as, which, what, u.now),
      );
    },
    'change: undo': async (u) => {
      const cancelled = await u.tx.session.findMany({
        where: { unitId: u.own.unitId, state: 'cancelled' },
        orderBy: { id: 'asc' },
      });
      const all = [...cancelled.map(({ id }) => id), u.own.sessions.later];
      await reopened(u);
      return each(all, (id) => plan(u).changeOnce(u.as, first(id), { action: 'undo' }, u.ref(), u.now));
    },
    'change: undo, of what is over': async (u) => {
      const where = { unitId: u.own.unitId, cancelReason: 'timetable' as const };
      const { id } = await u.tx.session.findFirstOrThrow({ where });
      await over(u);
      return plan(u).changeOnce(u.as, first(id), { action: 'undo' }, u.ref(), u.now);
    },
    'change: move': (u) => {
      const { later, today, missed } = u.own.sessions;
      const to = (day: string) => ({
        action: 'move' as const,
        startsAt: at(day),
        endsAt: new Date(at(day).getTime() + 3_600_000),
      });
      return each(
        [
          [later, '2023-09-05T11:30'],
          [later, '2023-09-15T10:00'],
          [later, '2023-09-06T10:00'],
          [missed, '2023-09-07T10:00'],
          [today, '2023-09-05T16:00'],
        ] as const,
        ([id, day]) => plan(u).change(u.tx, u.as, first(id), to(day), u.now),
      );
    },
    'change: cover': (u) => {
      const { today, held } = u.own.sessions;
      return each([first(today), { id: held, version: 3 }], (which) =>
        plan(u).change(u.tx, u.as, which, { action: 'cover', trainer: 'Bu Ani' }, u.now),
      );
    },
    'change: of what people were told': async (u) => {
      const { later } = u.own.sessions;
      const { unitId, contact, officer } = u.own;
      const row = {
        unitId,
        subjectId: later,
        subjectVersion: 1,
        createdAt: NOW,
        dueAt: NOW,
        nextAt: NOW,
        sentAt: NOW,
      };
      await u.tx.outbox.createMany({
        data: (['session.H-1', 'session.changed', 'session.unrecorded'] as const).map((kind, index) => ({
          ...row,
          kind,
          personId: index === 1 ? contact.personId : officer.personId,
          state: 'sent' as const,
          dedupeKey: `told ${kind}`,
        })),
      });
      const cancelled = { action: 'cancel', reason: 'trainer', note: null } as const;
      return [
        await plan(u).change(u.tx, u.as, first(later), cancelled, u.now),
        await plan(u).change(u.tx, u.as, { id: later, version: 2 }, { action: 'undo' }, u.now),
        await plan(u).change(
          u.tx,
          u.as,
          { id: later, version: 3 },
          { action: 'cover', trainer: 'Bu Ani' },
          u.now,
        ),
      ];
    },
    'change: undo, of what is over by now': async (u) => {
      const { today } = u.own.sessions;
      await plan(u).change(
        u.tx,
        u.own.head,
        first(today),
        { action: 'cancel', reason: 'place', note: null },
        u.now,
      );
      await u.tx.session.updateMany({
        where: { programmeId: u.own.catfish, state: 'cancelled', id: { not: today } },
        data: { startsAt: at('2023-10-01T09:00'), endsAt: at('2023-10-01T10:00') },
      });
      const undone = () =>
        plan(u).changeOnce(u.as, { id: today, version: 2 }, { action: 'undo' }, u.ref(), u.now);
      await over(u);
      const finished = await undone();
      await u.tx.programme.update({ where: { id: u.own.catfish }, data: { state: 'running' } });
      return [finished, await undone()];
    },
    'change: in a closed month': async (u) => {
      await u.tx.session.update({
        where: { id: u.own.sessions.today },
        data: { startsAt: at('2023-08-10T09:00') },
      });
      return plan(u).change(
        u.tx,
        u.as,
        first(u.own.sessions.today),
        { action: 'cover', trainer: 'Bu Ani' },
        u.now,
      );
    },
    add: (u) => {
      const span = (day: string) => ({ startsAt: at(day), endsAt: new Date(at(day).getTime() + 3_600_000) });
      const { catfish, weaving, sessions: ours } = u.own;
      return each(
        [
          { programmeId: catfish, catchUpFor: undefined, ...span('2023-09-05T11:30') },
          { programmeId: catfish, catchUpFor: undefined, ...span('2023-09-05T14:00') },
          { programmeId: catfish, catchUpFor: ours.missed, ...span('2023-09-06T16:00') },
          { programmeId: catfish, catchUpFor: ours.later, ...span('2023-09-06T16:00') },
          { programmeId: weaving, catchUpFor: ours.missed, ...span('2023-09-06T16:00') },
          { programmeId: u.other.catfish, catchUpFor: undefined, ...span('2023-09-06T16:00') },
          { programmeId: catfish, catchUpFor: undefined, ...span('2023-09-06T16:00') },
        ],
        (wanted) => plan(u).add(u.tx, u.as, wanted, u.now),
      );
    },
    'add: at the moment at which people are reminded, and just after it': async (u) => {
      const results: unknown[] = [];
      for (const [hour, day] of [
        ['08:00', '2023-09-06T16:00'],
        ['08:01', '2023-09-06T18:00'],
        ['07:59', '2023-09-06T20:00'],
      ] as const) {
        const span = { startsAt: at(day), endsAt: new Date(at(day).getTime() + 3_600_000) };
        const wanted = { programmeId: u.own.catfish, catchUpFor: undefined, ...span };
        results.push(await plan(u).add(u.tx, u.as, wanted, at(`2023-09-05T${hour}`)));
      }
      return results;
    },
    'add: to what is over': async (u) => {
      await over(u);
      const span = { startsAt: at('2023-09-06T09:00'), endsAt: at('2023-09-06T10:00') };
      return plan(u).add(u.tx, u.as, { programmeId: u.own.catfish, catchUpFor: undefined, ...span }, u.now);
    },
    closedDays: (u) => plan(u).closedDays(u.as, u.now),
    within: (u) =>
      each([u.own.catfish, u.own.draft, u.other.catfish], (id) =>
        plan(u).within(u.as, id, { startsAt: at('2023-09-05T13:30'), endsAt: at('2023-09-05T14:30') }),
      ),
    planReminders: async (u) => {
      for (const day of ['2023-09-05T09:00', '2023-09-04T12:00', '2023-09-10T10:00'])
        await planReminders(u.db, at(day));
    },
    'planReminders: without an officer': async (u) => {
      await u.tx.programme.updateMany({
        where: { unitId: u.own.unitId },
        data: { officerId: null, trainer: null },
      });
      await u.tx.programmeTrainer.deleteMany({ where: { programmeId: u.own.catfish } });
      await planReminders(u.db, u.now);
    },
  },

  'sessions/timetable': {
    view: (u) => each([u.own.catfish, u.own.draft, u.other.catfish], (id) => times(u).view(u.as, id, u.now)),
    preview: (u) =>
      each(
        [
          { programmeId: u.own.catfish, slots: SLOTS, replaces: undefined },
          { programmeId: u.own.catfish, slots: SLOTS, replaces: u.own.tuesday },
          {
            programmeId: u.own.catfish,
            slots: [{ weekday: 2 as const, startMinute: 600, endMinute: 700 }],
            replaces: undefined,
          },
          { programmeId: u.own.draft, slots: SLOTS, replaces: undefined },
          { programmeId: u.other.catfish, slots: SLOTS, replaces: undefined },
        ],
        (wanted) => times(u).preview(u.as, wanted, u.now),
      ),
    save: (u) =>
      times(u).save(u.tx, u.as, { programmeId: u.own.weaving, slots: SLOTS, replaces: undefined }, u.now),
    'save: in place of another': (u) =>
      times(u).save(u.tx, u.as, { programmeId: u.own.catfish, slots: SLOTS, replaces: u.own.tuesday }, u.now),
    'save: refused': async (u) => {
      const wanted = { programmeId: u.own.catfish, slots: SLOTS, replaces: undefined };
      const many = Array.from({ length: 15 }, (_, index) => ({
        weekday: 6 as const,
        startMinute: index * 60,
        endMinute: index * 60 + 30,
      }));
      const refused = await each(
        [
          { ...wanted, slots: [] },
          { ...wanted, replaces: 999_999 },
          { ...wanted, slots: [{ weekday: 2 as const, startMinute: 600, endMinute: 700 }] },
          { ...wanted, slots: many },
          { ...wanted, programmeId: u.other.catfish },
        ],
        (one) => times(u).save(u.tx, u.as, one, u.now),
      );
      await over(u);
      return [...refused, await times(u).save(u.tx, u.as, wanted, u.now)];
    },
    slot: (u) =>
      each([u.own.tuesday, u.own.thursday, u.other.tuesday], (id) => times(u).slot(u.as, id, u.now)),
    end: (u) =>
      each([u.own.tuesday, u.own.tuesday, u.other.tuesday], (id) => times(u).end(u.as, id, u.ref(), u.now)),
    reopen: async (u) => {
      const refused = await each([u.own.tuesday, u.other.tuesday], (id) =>
        times(u).reopen(u.as, id, u.ref(), u.now),
      );
      await times(u).end(u.as, u.own.tuesday, u.ref(), u.now);
      return [...refused, await times(u).reopen(u.as, u.own.tuesday, u.ref(), u.now)];
    },
    'reopen: where another has taken its place': async (u) => {
      const slots = [{ weekday: 2 as const, startMinute: 600, endMinute: 700 }];
      await times(u).save(u.tx, u.as, { programmeId: u.own.catfish, slots, replaces: u.own.tuesday }, u.now);
      return times(u).reopen(u.as, u.own.tuesday, u.ref(), u.now);
    },
    'settle: what comes back at another time': async (u) => {
      const { tuesday, catfish, head } = u.own;
      await times(u).end(u.own.head, tuesday, u.ref(), u.now);
      await u.tx.timetableSlot.update({
        where: { id: tuesday },
        data: { endedAt: null, startMinute: 600, endMinute: 720 },
      });
      await settleUnitTimetables(u.tx, u.own.unitId, { now: u.now, actorId: head.personId });
      return u.tx.session.findMany({
        where: { programmeId: catfish, slotId: tuesday },
        select: { startsAt: true, endsAt: true, state: true, version: true },
        orderBy: { startsAt: 'asc' },
      });
    },
    'settle: what is planned too late, and too often': async (u) => {
      const results: unknown[] = [];
      for (const data of [
        { endsOn: '2023-09-14' },
        { endsOn: '2023-09-12' },
        { endsOn: null, plannedSessions: 5 },
        { plannedSessions: 7 },
      ]) {
        await u.tx.programme.update({ where: { id: u.own.catfish }, data });
        await settleUnitTimetables(u.tx, u.own.unitId, { now: u.now, actorId: null });
        results.push(await u.tx.session.count({ where: { programmeId: u.own.catfish, state: 'planned' } }));
      }
      return results;
    },
    settleUnitTimetables: (u) =>
      settleUnitTimetables(u.tx, u.own.unitId, { now: u.now, actorId: u.as.personId }),
    settleTimetables: (u) => settleTimetables(u.db, at('2023-10-05T00:10')),
  },

  alerts: {
    planSilences: (u) => planSilences(u.db, at('2023-09-25T08:30')),
    onRecorded: async (u) => {
      const { unitId, catfish: programmeId, sessions: ours } = u.own;
      for (const sessionId of [ours.held, ours.last])
        await onRecorded(u.tx, { unitId, programmeId, sessionId, version: 2 }, u.now);
    },
    'onRecorded: low for the third time, and over again': async (u) => {
      const { unitId, catfish: programmeId, people, officer } = u.own;
      const number = 9;
      const marked = async (
        day: string,
        marks: readonly ('present' | 'absent' | 'refused')[],
        nth: number,
      ) => {
        const { id } = await u.tx.session.create({
          data: {
            unitId,
            programmeId,
            startsAt: at(`${day}T08:00`),
            endsAt: at(`${day}T09:00`),
            state: 'held',
            number: number + nth,
            loggedById: officer.personId,
            loggedAt: NOW,
            attendance: {
              create: marks.map((mark, index) => ({
                mark,
                number: index + 1,
                participantId: people[index] ?? 0,
              })),
            },
          },
        });
        await onRecorded(u.tx, { unitId, programmeId, sessionId: id, version: 1 }, u.now);
        return [await lowRateOf(u.tx, unitId, programmeId), await absenceOf(u.tx, unitId, u.own.active)];
      };
      const low = ['absent', 'absent', 'refused'] as const;
      const high = ['present', 'present', 'present'] as const;
      return [
        await marked('2023-09-02', low, 1),
        await marked('2023-09-03', low, 2),
        await marked('2023-09-04', low, 3),
        await marked('2023-09-05', high, 4),
      ];
    },
    lowRateOf: (u) =>
      each([u.own.catfish, u.own.weaving, u.other.catfish], (id) => lowRateOf(u.db.read, u.own.unitId, id)),
    absenceOf: (u) =>
      each([u.own.active, u.own.waiting, u.other.active], (id) => absenceOf(u.db.read, u.own.unitId, id)),
    silenceNow: (u) =>
      each([u.own.catfish, u.own.weaving, u.own.draft, u.other.catfish], (id) =>
        each([NOW, at('2023-09-25T08:30')], (now) => silenceNow(u.db.read, u.own.unitId, id, now)),
      ),
  },
});
