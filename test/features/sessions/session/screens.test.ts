import { expect, it } from 'vitest';
import {
  exceptionLines,
  faultLines,
  rateLine,
  tallyLine,
} from '../../../../src/features/sessions/attendance/messages.js';
import { attachedCard } from '../../../../src/features/sessions/evidence/messages.js';
import type { Attached } from '../../../../src/features/sessions/evidence/service.js';
import {
  changeLine,
  numberText,
  previewText,
  sessionTitle,
} from '../../../../src/features/sessions/session/messages.js';
import { isSheet, markAt, numbersOf, withMarks } from '../../../../src/features/sessions/sheet/rules.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { at, NOW, ZONE } from '../../../support/world.js';

const t = translator('id');
const voice = { t, locale: 'id' as const, zone: ZONE, now: NOW };
const tally = (more: object = {}) => ({
  present: 0,
  late: 0,
  sick: 0,
  excused: 0,
  court: 0,
  refused: 0,
  absent: 0,
  ...more,
});

it('a form of a session is shown before it is saved', async () => {
  const when = { startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T11:00') };
  const plain = {
    title: 'Las',
    when,
    trainer: '',
    topic: '',
    notes: '',
    photos: 0,
    attendance: undefined,
    below: [],
  };
  const sheet = [
    { id: 1, label: 'Anton' },
    { id: 2, label: '', gone: true as const },
    { id: 3, label: '' },
  ];
  const attendance = {
    kind: 'sheet' as const,
    at: '',
    sheet,
    marks: { 1: 'late' as const, 3: 'sick' as const },
  };
  await expect(
    screensOf({
      plain: previewText(voice, plain),
      full: previewText(voice, {
        ...plain,
        trainer: 'Pak Rudi',
        topic: 'Pakan',
        notes: 'x'.repeat(1100),
        photos: 1,
        attendance,
        below: ['Di bawah', false],
      }),
      'heads only': previewText(voice, { ...plain, attendance: { kind: 'headcount', heads: 7 } }),
    }),
  ).toMatchFileSnapshot('screens/previews.txt');
});

it('what was added to a session is told, with what it may be taken for instead', async () => {
  const done = (more: Partial<Extract<Attached, { ok: true }>>): Attached => ({
    ok: true,
    kind: 'photo',
    asFile: false,
    programme: 'Las',
    number: 3,
    attachmentId: 5,
    again: false,
    note: 'none',
    closed: null,
    ...more,
  });
  const closed = { month: '2023-08', by: 'Budi', at: NOW.toISOString() };
  const card = (attached: Attached, album = false) => attachedCard(voice, 9, attached, album);
  await expect(
    screensOf({
      photo: card(done({})),
      'an album': card(done({}), true),
      sheet: card(done({ kind: 'sheet' })),
      voice: card(done({ kind: 'voice' })),
      'a note': card(done({ kind: 'note', attachmentId: null, note: 'added' })),
      'with a note': card(done({ note: 'added' })),
      'with a note that was not taken': card(done({ note: 'too-long' })),
      'of a session without a number': card(done({ number: null })),
      'with a note, in a closed month': card(done({ note: 'closed', closed })),
      'a closed month': card({ ok: false, reason: 'closed', closed }),
      forbidden: card({ ok: false, reason: 'forbidden' }),
      cancelled: card({ ok: false, reason: 'cancelled' }),
    }),
  ).toMatchFileSnapshot('screens/attached.txt');
});

it('changes, numbers and attendance are told in a line', () => {
  const sheet = Array.from({ length: 40 }, (_, n) => ({ id: n + 1, label: n === 1 ? '' : `Orang ${n + 1}` }));
  const marks = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${40 - n}`, 'sick' as const]));
  expect([
    changeLine(voice, { what: 'topic', from: null, to: 'Pakan' }),
    changeLine(voice, { what: 'notes', from: 'x'.repeat(200), to: null }),
    changeLine(voice, { what: 'no:3', from: 'absent', to: 'sick' }),
    changeLine(voice, { what: 'headcount', from: 3, to: 4 }),
    numberText(null),
    numberText(3),
    sessionTitle(t, 'Las', null),
    sessionTitle(t, 'Las', 3),
    tallyLine(t, tally()),
    tallyLine(t, tally({ present: 1, late: 2, court: 1 })),
    rateLine(t, 'id', tally({ sick: 1 })),
    rateLine(t, 'id', tally({ present: 1, absent: 2, sick: 1 })),
    exceptionLines(t, sheet, { 10: 'sick', 2: 'late', 9: 'absent' }),
    exceptionLines(t, sheet, marks(30)).length,
    exceptionLines(t, sheet, marks(31)).at(-1),
    faultLines(t, [{ kind: 'gone', text: '', numbers: [2, 3] }], 9),
  ]).toMatchInlineSnapshot(`
    [
      "materi: – → Pakan",
      "catatan: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… → –",
      "no. 3: alpa → sakit",
      "jumlah hadir: 3 → 4",
      "–",
      "3",
      "Las",
      "Las · sesi 3",
      "Hadir 0",
      "Hadir 1 · terlambat 2 · sidang 1",
      "Tidak ada yang wajib hadir (1 berhalangan sah).",
      "Hadir 1 dari 3 yang wajib hadir (33,3 %; 1 berhalangan sah).",
      [
        "🕐 2. terlambat",
        "❌ 9. Orang 9: alpa",
        "🤒 10. Orang 10: sakit",
      ],
      30,
      "… juga no. 40",
      [
        "Nomor 2, 3 sudah keluar sebelum sesi ini, jadi tidak dicatat.",
      ],
    ]
  `);
});

it('a sheet is theirs only as it stands', () => {
  const roster = [1, 2, 3].map((participantId) => ({ participantId, name: `Orang ${participantId}` }));
  const given = (sheet: readonly { readonly id: number; readonly gone?: true }[]) => ({
    kind: 'sheet' as const,
    at: '',
    sheet: sheet.map((line) => ({ label: '', ...line })),
    marks: {},
  });
  const all = [{ id: 1 }, { id: 2 }, { id: 3 }];
  expect(isSheet({ kind: 'headcount', heads: 1 }, roster)).toBe(true);
  expect(isSheet(given(all), roster)).toBe(true);
  expect(isSheet(given(all.slice(1)), roster)).toBe(false);
  expect(isSheet(given([{ id: 1 }, { id: 3 }, { id: 2 }]), roster)).toBe(false);
  expect(isSheet(given([{ id: 9, gone: true }, ...all]), roster, [9])).toBe(true);
  expect(isSheet(given([{ id: 9 }, ...all]), roster, [9])).toBe(false);
  expect(numbersOf(given([{ id: 9, gone: true }, ...all]).sheet)).toEqual([2, 3, 4]);
  expect(markAt({ 2: 'sick' }, 2)).toBe('sick');
  expect(markAt({ 2: 'sick' }, 1)).toBe('present');
  const changed = new Map([
    [2, 'present' as const],
    [3, 'late' as const],
  ]);
  expect(withMarks({ 1: 'absent', 2: 'sick' }, changed)).toEqual({ 1: 'absent', 3: 'late' });
});
