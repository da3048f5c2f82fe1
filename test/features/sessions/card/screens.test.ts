import { describe, expect, it } from 'vitest';
import { NO_ROWS } from '../../../../src/features/months/figures/rules.js';
import type { Figures, RevisionRow } from '../../../../src/features/months/index.js';
import { attendanceText, summaryLine } from '../../../../src/features/sessions/attendance/messages.js';
import { historyCard, savedCard, sessionCard } from '../../../../src/features/sessions/card/messages.js';
import { pastCard, programmesCard, todayCard } from '../../../../src/features/sessions/lists/messages.js';
import {
  monthCard,
  monthRevisionsCard,
  monthsCard,
} from '../../../../src/features/sessions/months/messages.js';
import type { MonthView, Standing } from '../../../../src/features/sessions/months/service.js';
import {
  changedCard,
  plannedCard,
  tomorrowCard,
  unrecordedCard,
} from '../../../../src/features/sessions/plan/messages.js';
import {
  slotCard,
  timetableCard,
  timetablePreview,
} from '../../../../src/features/sessions/timetable/messages.js';
import type { TimetableView } from '../../../../src/features/sessions/timetable/service.js';
import { screensOf } from '../../../support/screens.js';
import { at, NOW } from '../../../support/world.js';
import { listed, NO_ONE, sheet, tally, today, viewed, voice } from './plain.js';

const august = { month: '2023-08', by: 'Budi', at: '2023-09-01T00:00:00Z' };

describe('the card of a session', () => {
  it('that was held says who came and what is kept of it', async () => {
    const held = { held: true, number: 5, trainer: 'Bu Ina', topic: 'Las titik' };
    const more = { photos: 2, sheets: 1, voices: 3, corrections: 2, notes: 'Kawat habis. '.repeat(90) };
    const logged = { loggedBy: 'Budi', loggedAt: at('2023-09-05T12:00') };
    const marks = { 2: 'sick', 5: 'absent' } as const;
    const many = Array.from({ length: 32 }, (_, index) => ({ id: index, label: `Orang ${index + 1}` }));
    const all = Object.fromEntries(many.map((_, index) => [index + 1, 'sick' as const]));
    const madeUp = { catchUpFor: { id: 6, startsAt: at('2023-09-01T09:00') } };
    await expect(
      screensOf({
        plain: sessionCard(voice, viewed({ held: true })),
        'all of it': sessionCard(
          voice,
          viewed(Object.assign({ marks, right: 'own' as const, closed: august }, held, more, logged), madeUp),
          'Tersimpan',
        ),
        'without names': sessionCard(voice, viewed(Object.assign({ marks, names: 'none' as const }, held))),
        'by heads': sessionCard(voice, viewed(Object.assign({ headcount: 12, marks }, held))),
        'logged by nobody known': sessionCard(voice, viewed({ held: true, loggedAt: NOW })),
        'logged at no time': sessionCard(voice, viewed({ held: true, loggedBy: 'Budi' })),
        'many exceptions': sessionCard(voice, viewed({ held: true, sheet: many, marks: all })),
        saved: savedCard(voice, viewed(Object.assign({ right: 'own' as const, photos: 1 }, held)), 'saved'),
        'saved, by heads': savedCard(voice, viewed({ headcount: 12 }), 'saved'),
        'saved from paper': savedCard(voice, viewed(held), 'paper'),
        corrected: savedCard(voice, viewed(held), 'corrected'),
      }),
    ).toMatchFileSnapshot('screens/held.txt');
  });

  it('that is planned or cancelled says how it stands and what can be done', async () => {
    const cancelled = { reason: 'trainer', note: null, by: 'Budi', at: at('2023-09-04T08:00') };
    const state = 'cancelled' as const;
    const catchUp = { id: 9, startsAt: at('2023-09-07T09:00'), state: 'planned' };
    const catchUpFor = { id: 6, startsAt: at('2023-09-01T09:00') };
    const extra = { note: 'Dipindah.', buttons: [{ label: 'Cetak', data: 'p' }] };
    const ours = Object.assign({}, viewed().programme, { trainer: null });
    const undo = Object.assign({}, NO_ONE, { undo: true });
    const closed = (note?: string) =>
      plannedCard(voice, viewed({ closed: august }), note === undefined ? {} : { note });
    const locked = /🔒 (.*)/.exec(screensOf({ closed: closed() }))?.[1]?.replaceAll(/\*|_/g, '') ?? '';
    await expect(
      screensOf({
        planned: plannedCard(voice, viewed(), extra),
        'planned, from the card': sessionCard(voice, viewed(), 'Kabar'),
        'planned, may not log': sessionCard(voice, viewed({}, { may: NO_ONE })),
        'begun, not recorded': plannedCard(voice, viewed({ trainer: 'Bu Ina' }, { begun: true })),
        'begun, to look at': plannedCard(voice, viewed({ programme: ours }, { begun: true, may: NO_ONE })),
        'in a closed month': closed(),
        'in a closed month, which was just said': closed(locked),
        cancelled: plannedCard(voice, viewed({}, { state, cancelled })),
        'cancelled, to look at': plannedCard(voice, viewed({}, { state, cancelled, may: undo })),
        'cancelled, from the card': sessionCard(voice, viewed({}, { state, cancelled })),
        'cancelled, said why': plannedCard(
          voice,
          viewed({}, { state, cancelled: Object.assign({}, cancelled, { note: 'sakit' }) }),
        ),
        'cancelled, other': plannedCard(
          voice,
          viewed({}, { state, cancelled: { reason: 'other', note: 'banjir', by: null, at: null } }),
        ),
        'cancelled by nobody known': plannedCard(
          voice,
          viewed({}, { state, cancelled: Object.assign({}, cancelled, { by: null }) }),
        ),
        'made up for': plannedCard(voice, viewed({}, { state, cancelled, catchUp })),
        'made up for, not even that': plannedCard(
          voice,
          viewed({}, { state, cancelled, catchUp: Object.assign({}, catchUp, { state }) }),
        ),
        'makes up': plannedCard(voice, viewed({}, { catchUpFor })),
      }),
    ).toMatchFileSnapshot('screens/planned.txt');
  });

  it('reminds, asks and tells of changes', async () => {
    const cancelled = { reason: 'trainer', note: null, by: 'Budi', at: NOW };
    const dropped = Object.assign({}, cancelled, { reason: 'timetable' });
    const place = 'Bengkel';
    const from = at('2023-09-04T09:00');
    const catchUpFor = { id: 6, startsAt: at('2023-09-01T09:00') };
    const at_ = (more = {}, planned = {}, where: string | null = place) =>
      Object.assign(viewed(more, planned), { place: where });
    await expect(
      screensOf({
        tomorrow: tomorrowCard(voice, at_({}, { catchUpFor }), { today: false, late: false }),
        'tomorrow, late': tomorrowCard(voice, at_({}, { may: NO_ONE }, null), { today: false, late: true }),
        today: tomorrowCard(voice, at_(), { today: true, late: true }),
        'not recorded': unrecordedCard(voice, viewed(), false),
        'still not': unrecordedCard(voice, viewed({}, { may: NO_ONE }), true),
        'was cancelled': changedCard(voice, viewed({}, { cancelled }), undefined),
        'was cancelled with its week': changedCard(voice, viewed({}, { cancelled: dropped }), undefined),
        'was cancelled, may not plan': changedCard(voice, viewed({}, { cancelled, may: NO_ONE }), undefined),
        'was cancelled, made up for': changedCard(
          voice,
          viewed({}, { cancelled, catchUp: { id: 9, startsAt: NOW, state: 'planned' } }),
          { action: 'session.cancel', from },
        ),
        'is back': changedCard(voice, viewed(), { action: 'session.undo', from: undefined }),
        moved: changedCard(voice, viewed(), { action: 'session.move', from }),
        'is planned': changedCard(voice, viewed(), undefined),
      }),
    ).toMatchFileSnapshot('screens/reminders.txt');
  });

  it('has a history of what was corrected', async () => {
    const session = { id: 8, number: 5, programme: { name: 'Las' } };
    const changes = [
      { what: 'no:3', from: 'sick', to: 'present' },
      { what: 'topic', from: null, to: 'Las titik '.repeat(20) },
      { what: 'headcount', from: 3, to: null },
    ];
    const revision = (version: number, count: number, reason: string | null) => ({
      version,
      at: NOW,
      by: 'Budi',
      reason,
      changes: Array.from({ length: count }, (_, n) => changes[n % 3] ?? expect.unreachable()),
    });
    await expect(
      screensOf({
        none: historyCard(voice, { session, revisions: [], more: false }, 0),
        'the middle page': historyCard(
          voice,
          {
            session,
            revisions: [revision(4, 13, 'Salah hitung '.repeat(20)), revision(3, 12, null)],
            more: true,
          },
          1,
        ),
        'no number': historyCard(
          voice,
          {
            session: Object.assign({}, session, { number: null }),
            revisions: [revision(2, 1, null)],
            more: false,
          },
          1,
        ),
      }),
    ).toMatchFileSnapshot('screens/history.txt');
  });
});

describe('lists of sessions', () => {
  it('show today and what else can be recorded', async () => {
    const planned = [listed(1, '09-05T09:00'), listed(2, '09-05T11:30'), listed(3, '09-05T11:31')];
    const held = [
      listed(4, '09-05T07:00', { state: 'held', tally }),
      listed(5, '09-05T07:30', { state: 'held', headcount: 9 }),
      listed(6, '09-05T08:00', { state: 'held' }),
    ];
    const cancelled = [listed(7, '09-05T13:00', { state: 'cancelled', cancelReason: 'trainer' })];
    const overdue = ['09-04', '09-03', '09-02', '09-01', '08-31', '08-30'].map((day, n) =>
      listed(20 + n, `${day}T09:00`),
    );
    const unplanned = Array.from({ length: 9 }, (_, n) => ({
      id: 40 + n,
      name: `Program ${n}`,
      lastStart: n === 0 ? at('2023-08-29T14:00') : undefined,
    }));
    await expect(
      screensOf({
        'nothing, may record': todayCard(voice, today()),
        'nothing, only looks': todayCard(voice, today({ loggable: 0, idle: 'only-look' }), { note: 'Kabar' }),
        'one held, only looks': todayCard(voice, today({ loggable: 0, held: held.slice(0, 1) })),
        'a full day': todayCard(voice, today({ planned, held, cancelled, overdue, unplanned, coming: 4 }), {
          extra: [{ label: 'Lanjut', data: 'x' }],
        }),
        'a full day, only looks': todayCard(
          voice,
          today({ planned, overdue: overdue.slice(0, 5), loggable: 0 }),
        ),
      }),
    ).toMatchFileSnapshot('screens/today.txt');
  });

  it('show what is past, by programme', async () => {
    const sessions = [
      listed(1, '09-05T09:00'),
      listed(2, '09-04T09:00', { state: 'cancelled', cancelReason: 'trainer' }),
      listed(3, '09-03T09:00', { state: 'held', number: 4, tally }),
    ];
    const programme = { id: 5, name: 'Las' };
    const names = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ id, name: `Program ${id}` }));
    const pick = (id: number) => `pick:${id}`;
    await expect(
      screensOf({
        none: pastCard(voice, { sessions: [], more: false }, { programme: undefined, page: 0 }),
        all: pastCard(voice, { sessions, more: true }, { programme: undefined, page: 0, months: true }),
        'of one, further': pastCard(voice, { sessions, more: false }, { programme, page: 2 }),
        'no programmes': programmesCard(voice.t, 'Yang mana?', [], 0, pick),
        'eight programmes': programmesCard(voice.t, 'Yang mana?', names(8), 0, pick),
        'nine programmes': programmesCard(voice.t, 'Yang mana?', names(9), 0, pick),
        'the second of three pages': programmesCard(voice.t, 'Yang mana?', names(17), 1, pick),
        'the last page': programmesCard(voice.t, 'Yang mana?', names(9), 1, pick),
      }),
    ).toMatchFileSnapshot('screens/past.txt');
  });

  it('tell attendance in a line', () => {
    const { t, locale } = voice;
    const marks = { 2: 'sick', 4: 'absent', 5: 'sick' } as const;
    expect(summaryLine(t, sheet, marks)).toBe('Hadir 2 · sakit 2 (no. 2, 5) · alpa 1 (no. 4)');
    const told = (attendance: Parameters<typeof attendanceText>[2]) =>
      attendanceText(t, locale, attendance).toString().split('\n');
    expect(told({ kind: 'headcount', heads: 7 })).toEqual(['👥 Hadir 7 orang (hanya jumlah, tanpa daftar).']);
    expect(
      told({
        kind: 'sheet',
        at: '',
        sheet,
        marks: { 1: 'sick', 2: 'sick', 3: 'sick', 4: 'sick', 5: 'court' },
      })[1],
    ).toBe(t('session-rate-none', { outside: 5 }));
  });
});

describe('months', () => {
  it('say what is missing, who closed them and what can be done', async () => {
    const missing = [{ id: 1, programme: 'Las', programmeId: 5, startsAt: at('2023-08-22T09:00') }];
    const closing = { id: 3, at: NOW, by: 'Pak Karutan', reason: undefined, reopened: undefined };
    const reopened = { at: NOW, by: 'Budi', reason: null };
    const again = Object.assign({}, closing, { id: 2, reason: 'belum lengkap', reopened });
    const why = Object.assign({}, closing, {
      id: 1,
      reopened: { at: NOW, by: 'Budi', reason: 'salah tutup' },
    });
    const month = (more: Partial<MonthView> = {}, note?: string) => {
      const plain = {
        month: '2023-08',
        over: true,
        held: 7,
        cancelled: 1,
        unrecorded: 0,
        missing: [],
        closings: [],
        standing: undefined,
        may: true,
      };
      return monthCard(voice, Object.assign(plain, more), note);
    };
    const figures = (people: number, attended: number): Figures => {
      const of = (total: number) => ({ people: total, enrolments: total });
      const byStatus = { convict: of(people - 2), detainee: of(2), unknown: of(0) };
      return {
        ...{ enrolled: of(people), byStatus, joined: 5, left: { completed: 2, released: 1 } },
        sessions: { held: 7, cancelled: 1, headcount: 0, heads: 0 },
        attendance: { attended, expected: 62, outside: 4 },
        kinds: { attitude: of(0), trade: of(people) },
        present: { convict: 100, detainee: 19, unknown: 0 },
        programmes: [],
      };
    };
    const leave = {
      ...{ id: 1, matter: 'sessions' as const, whom: 'officers' as const, byId: 1, by: 'Pak Karutan' },
      ...{ until: at('2023-09-07T00:00'), at: NOW, reason: 'lembar ditemukan', endedAt: null, endedBy: null },
      revisions: 2,
    };
    const revised: RevisionRow = {
      ...{ id: 1, at: NOW, by: 'Ibu Sari', action: 'roster.import', reason: 'lembar ditemukan' },
      ...{ before: figures(54, 60), after: figures(56, 60), rows: { came: NO_ROWS, gone: NO_ROWS } },
    };
    const standing = (more: Partial<Standing> = {}): Standing => ({
      report: { asOf: NOW, definition: 1, figures: figures(54, 60) },
      now: figures(54, 60),
      revised: undefined,
      openings: [],
      ...more,
    });
    await expect(
      screensOf({
        'to be closed': month(),
        'not to be closed by them': month({ may: false }),
        'not over': month({ over: false, unrecorded: 1, missing }),
        'not over, all recorded': month({ over: false }),
        'something missing': month({ unrecorded: 1, missing }, 'Kabar'),
        closed: month({ standing: standing(), closings: [closing, again], unrecorded: 1, missing }),
        'closed, to look at': month({ standing: standing(), closings: [closing], may: false }),
        'closed before figures were kept': month({
          standing: standing({ report: undefined }),
          closings: [closing],
        }),
        'open for changes': month({ standing: standing({ openings: [leave] }), closings: [closing] }),
        revised: month({
          standing: standing({
            revised,
            now: figures(56, 58),
            openings: [{ ...leave, endedAt: NOW, endedBy: 'Pak Karutan' }],
          }),
          closings: [closing],
        }),
        'what was changed': monthRevisionsCard(voice, '2023-08', 0, {
          more: true,
          revisions: [
            { ...revised, came: ['Budi', 'Ani'], gone: [], sessions: 0, marks: 0 },
            { ...revised, action: 'session.correct', came: [], gone: ['Umar'], sessions: 0, marks: 2 },
          ],
        }),
        'nothing was changed': monthRevisionsCard(voice, '2023-08', 0, { more: false, revisions: [] }),
        'open again': month({ closings: [again, why, closing, closing, why] }),
        months: monthsCard(voice, [
          { month: '2023-09', closed: undefined },
          { month: '2023-08', closed: august },
          { month: 'bulan', closed: undefined },
        ]),
      }),
    ).toMatchFileSnapshot('screens/months.txt');
  });
});

describe('the timetable', () => {
  it('shows weekly times, what is planned from them, and what is left out', async () => {
    const programme = {
      id: 5,
      name: 'Las',
      startsOn: null,
      endsOn: null,
      plannedSessions: null,
      state: 'running' as const,
    };
    const slot = (id: number, weekday: number) => ({ id, weekday, startMinute: 540, endMinute: 660 });
    const slots = [slot(2, 4), slot(1, 2)] as unknown as TimetableView['slots'];
    const days = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        kind: 'closed' as const,
        date: { year: 2023, month: 9, day: n + 1 },
        reason: 'upacara',
      }));
    const next = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: n, startsAt: at(`2023-09-${String(n + 12)}T09:00`) }));
    const view = (more: object = {}): TimetableView =>
      Object.assign({ programme, slots, next: next(6), skipped: days(6), mayPlan: true }, more);
    const of = (state: string) => ({ programme: Object.assign({}, programme, { state }) });
    const december = { now: at('2023-12-20T09:00') };
    const preview = (more: object = {}) => {
      const plain = {
        programme: 'Las',
        starts: next(2).map(({ startsAt }) => startsAt),
        skipped: [],
        clash: undefined,
        live: true,
      };
      return timetablePreview(voice, slots, Object.assign(plain, more));
    };
    await expect(
      screensOf({
        full: timetableCard(voice, view(), { now: NOW }),
        'more than fits': timetableCard(voice, view({ next: next(7), skipped: [...days(8), ...days(3)] }), {
          now: NOW,
          note: 'Diakhiri.',
          undo: 9,
        }),
        'to look at': timetableCard(voice, view({ mayPlan: false, skipped: [] }), { now: NOW }),
        'nothing planned': timetableCard(voice, view({ next: [] }), { now: NOW }),
        'of a year whose holidays are unknown': timetableCard(voice, view({ skipped: [] }), {
          now: at('2031-12-20T09:00'),
        }),
        'in December': timetableCard(voice, view({ skipped: [] }), december),
        empty: timetableCard(voice, view({ slots: [], next: [], skipped: [] }), {
          now: at('2031-12-20T09:00'),
        }),
        'empty, to look at': timetableCard(
          voice,
          view({ slots: [], next: [], skipped: [], mayPlan: false }),
          { now: NOW },
        ),
        draft: timetableCard(voice, view(Object.assign({ next: [] }, of('draft'))), { now: NOW }),
        over: timetableCard(voice, view(of('finished')), { now: NOW }),
        open: timetableCard(voice, view(of('open')), { now: NOW }),
        slot: slotCard(
          voice,
          {
            id: 2,
            programmeId: 5,
            programme: 'Las',
            sessions: 3,
            weekday: 2,
            startMinute: 540,
            endMinute: 660,
          },
          NOW,
        ),
        preview: preview(),
        'preview, none': preview({ starts: [], skipped: days(1) }),
        'preview, draft': preview({ starts: [], live: false }),
        'preview, in the way': preview({
          clash: { weekday: 2, startMinute: 600, endMinute: 720 },
          skipped: days(1),
        }),
        'preview, not theirs': timetablePreview(voice, slots, undefined),
      }),
    ).toMatchFileSnapshot('screens/timetable.txt');
  });
});
