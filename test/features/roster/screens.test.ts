import { expect, it } from 'vitest';
import type { Ask, Fault, FaultReason, RosterFile, RosterRow } from '../../../src/features/files/rules.js';
import { sheetsCard } from '../../../src/features/roster/answers/messages.js';
import type { LineResult } from '../../../src/features/roster/changes/rules.js';
import { missingCard } from '../../../src/features/roster/leaving/messages.js';
import { batchCard, listCard, progressCard } from '../../../src/features/roster/messages.js';
import { fileFaultText } from '../../../src/features/roster/rows/messages.js';
import type { Question, Ready, Unknown, View } from '../../../src/features/roster/service.js';
import { LISTS } from '../../../src/features/roster/taps.js';
import { undoCard, undoneCard } from '../../../src/features/roster/undo/messages.js';
import { unknownCard, unknownOneCard } from '../../../src/features/roster/unknown/messages.js';
import { guess } from '../../../src/features/roster/unknown/rules.js';
import { translator } from '../../../src/words/translate.js';
import { rosterFile } from '../../support/roster.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };
const some = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n + 1));

const FILE = rosterFile({ blank: 1 });
const COUNTS = { new: 0, changed: 0, unchanged: 0, repeated: 0, faulty: 0, asked: 0 };
type Batch = Ready['batch'];
const batch = (more: object = {}) =>
  Object.assign({ id: 4, fileName: 'september.xlsx', draft: { decisions: {} } }, more) as unknown as Batch;

function ready(more: Partial<Ready> = {}, lines: readonly LineResult[] = []): View & { state: 'ready' } {
  const plan = { lines, missing: [], operations: [] } as unknown as Ready['plan'];
  const plain: View = {
    ...{ state: 'ready', batch: batch(), file: FILE, asOf: NOW, plan, counts: COUNTS, planKey: 'k3y' },
    ...{ programmes: new Map(), creates: [], leaving: [], overfilled: [], newerThan: undefined },
  };
  return Object.assign(plain, more) as View & { state: 'ready' };
}

const row = (n: number, more: Partial<RosterRow> = {}): RosterRow => {
  const plain = {
    line: n,
    registerNumber: `BI-${n}/2023`,
    registerKey: `BI-${n}/2023`,
    name: `Peserta ${n}`,
  };
  return Object.assign(plain, more);
};
const faulty = (line: number, ...faults: readonly Fault[]): LineResult => ({ line, kind: 'faulty', faults });

it('a file is asked about, programme by programme', async () => {
  const question = (
    more: Partial<Question> = {},
    ...unknown: readonly Omit<Unknown, 'index' | 'guess'>[]
  ): View & { state: 'asking' } => {
    const plain: Question = {
      ...{ index: 2, name: 'Budidaya Lele', rows: 7, left: 3, step: 'kind', programmes: [], agencies: [] },
    };
    const { programmes, agencies, name, rows } = Object.assign(plain, more);
    const one = { index: 2, name, rows, decided: undefined, guess: guess(name, { programmes, agencies }) };
    const rest = unknown.map((said, n) => ({
      ...said,
      index: n + 3,
      guess: guess(said.name, { programmes, agencies }),
    }));
    return { state: 'asking', batch: batch(), question: Object.assign(plain, more), unknown: [one, ...rest] };
  };
  const named = (id: number, name: string) => ({ id, name });
  const agencies = (count: number) => some(count, (n) => named(n, `Dinas ${n}`));
  const decided = (name: string, decision?: Unknown['decided']) => ({ name, rows: 3, decided: decision });
  const others = [
    decided('Pembinaan Rohani'),
    decided('Kejar Paket C', { kind: 'attitude', agencyId: null }),
    decided('Percobaan', { leftOut: true }),
  ];
  const many = some(8, (n) => decided(`Program ${n}`));
  await expect(
    screensOf({
      gone: batchCard(voice, { state: 'gone' }),
      cancelled: batchCard(voice, { state: 'cancelled', batch: batch() }),
      failed: batchCard(voice, { state: 'failed', batch: batch() }),
      undated: batchCard(voice, { state: 'undated', batch: batch() }),
      'undated, with a note': batchCard(voice, { state: 'undated', batch: batch() }, { note: 'Besok?' }),
      unknown: batchCard(voice, question({}, ...others), { note: 'Dipilih.' }),
      'unknown, one like a recorded one': batchCard(
        voice,
        question({ programmes: [named(1, 'Budidaya Lele'), named(2, 'Las')] }),
      ),
      'unknown, more than a page': unknownCard(voice, question({ agencies: agencies(2) }, ...many), 1),
      'one of them': unknownOneCard(voice, question(), 2, 0),
      'one of them, with agencies': unknownOneCard(voice, question({ agencies: agencies(9) }), 2, 1),
      'one of them, like several': unknownOneCard(
        voice,
        question({
          name: 'Las',
          programmes: [named(1, 'Las Listrik'), named(2, 'Las Karbit'), named(3, 'Las Argon')],
        }),
        2,
        0,
      ),
      'one that is no more': unknownOneCard(voice, question(), 9, 0),
      broken: batchCard(voice, Object.assign(ready(), { state: 'applying' as const })),
      'on its way': progressCard(voice, 3, 10),
      'before its way': progressCard(voice, 0, 0),
    }),
  ).toMatchFileSnapshot('screens/questions.txt');
});

it('a file is shown before it is applied, and after', async () => {
  const faults = (count: number) => some(count, (n) => faulty(n, { reason: 'no-name', was: '' }));
  const creates = (count: number) =>
    some(count, (n) => ({ key: `p${n}`, name: `Program ${n}`, kind: 'trade' as const, agencyId: null }));
  const overfilled = (count: number) =>
    some(count, (n) => ({ id: n, name: `Program ${n}`, seats: 10, enrolled: 10 + n }));
  const all = {
    counts: { new: 2000, changed: 1, unchanged: 4, repeated: 5, faulty: 6, asked: 2 },
    file: {
      ...FILE,
      ...{
        tidied: [{ line: 3, from: 'a', to: 'b' }],
        noStatus: true,
        ignored: ['Ket', 'Blok'],
        skipped: [{ line: 1, why: 'title' as const, text: 'DAFTAR WBP' }],
        sheets: [
          { name: 'Data', rows: 9, hidden: false, state: 'read' as const },
          { name: 'Sampul', rows: 0, hidden: true, state: 'no-header' as const },
        ],
        notes: [
          {
            kind: 'order' as const,
            column: 'arrivedOn' as const,
            order: 'month' as const,
            was: '2/16/2023',
            line: 3,
          },
          { kind: 'class-from-number' as const, rows: 4 },
          { kind: 'filled-above' as const, rows: 5 },
          { kind: 'hidden' as const, rows: 6 },
          { kind: 'sex-coded' as const },
          { kind: 'sex-pw' as const },
          { kind: 'sheet-programme' as const, names: ['Las'] },
        ],
      },
    },
    newerThan: at('2023-09-01T00:00'),
  };
  const plan = {
    lines: faults(6),
    missing: [{ name: 'Ani', registerNumber: '1' }],
  } as unknown as Ready['plan'];
  const result = {
    ...{ new: 1, changed: 2, unchanged: 3, repeated: 4, faulty: 0, missing: 5, people: 6, enrolments: 7 },
    ...{ moves: 8, programmes: 0 },
  };
  const applied = (more: object) =>
    batchCard(voice, { state: 'applied', batch: batch(), result: { ...result, ...more } });
  await expect(
    screensOf({
      nothing: batchCard(voice, ready()),
      'new alone': batchCard(voice, ready({ counts: { ...COUNTS, new: 1 } }), { note: 'Berubah.' }),
      'changed alone': batchCard(voice, ready({ counts: { ...COUNTS, changed: 1 } })),
      'all of it': batchCard(
        voice,
        ready({ ...all, plan, batch: batch({ draft: { decisions: { lele: 'x' } } }) }),
      ),
      'five faults, twelve programmes': batchCard(
        voice,
        ready({ creates: creates(12), overfilled: overfilled(12) }, faults(5)),
      ),
      'more of them than are shown': batchCard(
        voice,
        ready({ creates: creates(13), overfilled: overfilled(13) }, faults(6)),
      ),
      applied: applied({}),
      'applied, with programmes and faults': applied({ programmes: 2, faulty: 3 }),
    }),
  ).toMatchFileSnapshot('screens/plan.txt');
});

it('each list of a file says what is in it, page by page', async () => {
  const programmes = new Map([['lele', 'Budidaya Lele']]);
  const lines: LineResult[] = [
    { line: 2, kind: 'new', row: row(2, { programme: 'lele', state: 'active' }) },
    { line: 3, kind: 'new', row: row(3, { programme: 'las', state: 'waiting' }) },
    { line: 4, kind: 'new', row: row(4) },
    { line: 5, kind: 'new', row: row(5, { programme: 'lele' }) },
    { line: 6, kind: 'unchanged', row: row(6) },
    { line: 7, kind: 'repeated', of: 2 },
    {
      line: 8,
      kind: 'changed',
      row: row(8),
      changes: [
        { what: 'name', from: 'Ani', to: 'Anita' },
        { what: 'registerClass', from: null, to: 'B_IIa' },
        { what: 'sex', from: 'male', to: 'female' },
        { what: 'birthYear', from: 1990, to: 1991 },
        { what: 'arrivedOn', from: '2023-01-05', to: '2023-01-06' },
        { what: 'releaseExpectedOn', from: null, to: 'segera' },
        { what: 'enrolment', programme: 'lele', from: null, to: 'active' },
        { what: 'enrolment', programme: 'las', from: 'waiting', to: 'active' },
      ],
    },
  ];
  const reasons: FaultReason[] = [
    ...(['no-register', 'no-name', 'no-class', 'unknown-class', 'unknown-sex'] as const),
    ...([
      'impossible-date',
      'impossible-year',
      'release-before-arrival',
      'no-status',
      'unknown-status',
    ] as const),
    ...(['formula', 'too-long', 'columns', 'departed', 'left-out'] as const),
    ...(['programme-draft', 'programme-finished', 'programme-cancelled'] as const),
  ];
  const odd = [
    faulty(30, { reason: 'conflict', was: '', other: 12 }, { reason: 'conflict', was: '' }),
    faulty(31, { reason: 'arrives-later', was: '2023-10-01' }, { reason: 'arrives-later', was: 'nanti' }),
    faulty(32, { reason: 'transition', was: 'active>waiting' }, { reason: 'transition', was: 'active' }),
    faulty(33, { reason: 'older', was: '>active' }, { reason: 'older', was: 'paused>active' }),
  ];
  const faults = [
    ...reasons.map((reason, n) => faulty(n + 1, { reason, was: `kata ${'panjang '.repeat(n)}`.trim() })),
    ...odd,
  ];
  const view = ready(
    {
      programmes,
      file: { ...FILE, tidied: [{ line: 9, from: 'x'.repeat(61), to: 'x'.repeat(60) }] },
      plan: {
        lines,
        missing: [{ name: 'Ani', registerNumber: 'BI-9/2023' }],
      } as unknown as Ready['plan'],
    },
    lines,
  );
  const screens = Object.fromEntries(LISTS.map((list) => [list, listCard(voice, view, list, 0)]));
  await expect(
    screensOf({
      ...screens,
      'faults, the first page': listCard(voice, ready({}, faults), 'faulty', 0),
      'faults, the second page': listCard(voice, ready({}, faults), 'faulty', 1),
      'faults, the last page': listCard(voice, ready({}, faults), 'faulty', 2),
    }),
  ).toMatchFileSnapshot('screens/lists.txt');
});

it('lines that are too long for a message together are shortened to an equal part', () => {
  const lines = some(
    10,
    (n): LineResult => ({ line: n, kind: 'new', row: row(n, { name: 'a'.repeat(400) }) }),
  );
  const written = screensOf({ list: listCard(voice, ready({}, lines), 'new', 0) }).split('\n');
  const entries = written.filter((line) => line.startsWith('• '));
  expect(entries.map((line) => line.length)).toEqual(some(10, () => 350));
  expect(entries[0]).toMatch(/a…$/u);
});

it('a file that can’t be read is told why', () => {
  const { t } = voice;
  expect(fileFaultText(t, { reason: 'too-many', max: 20_000 })).toContain('20');
  expect(fileFaultText(t, { reason: 'no-header', missing: ['register', 'name'] })).toContain(
    'register, nama',
  );
  expect(fileFaultText(t, { reason: 'quote', line: 57 })).toContain('57');
  expect(fileFaultText(t, { reason: 'no-rows' })).toBe(t('roster-file-no-rows'));
});

it('what can be read in two ways is asked with both, and sheets are shown with what is in each', async () => {
  const unclear = (ask: Ask, more: Partial<RosterFile> = {}): View => ({
    state: 'unclear',
    batch: batch(),
    file: rosterFile({ asks: [ask], ...more }),
    ask,
  });
  const sheets: RosterFile['sheets'] = [
    { name: 'Tahanan', rows: 12, hidden: false, state: 'read' },
    { name: 'Lama', rows: 3, hidden: true, state: 'left' },
    { name: 'Narapidana', rows: 40, hidden: false, state: 'left' },
    { name: 'Sampul', rows: 0, hidden: false, state: 'no-header' },
    { name: 'Judul', rows: 0, hidden: false, state: 'no-rows' },
    { name: 'Kosong', rows: 0, hidden: false, state: 'empty' },
  ];
  const named = rosterFile({ sheets, notes: [{ kind: 'sheet-programme', names: ['Tahanan'] }] });
  await expect(
    screensOf({
      blanks: batchCard(voice, unclear({ ask: 'blanks', rows: 3, line: 3, programme: 'Budidaya Lele' }), {
        note: 'Lagi.',
      }),
      order: batchCard(
        voice,
        unclear({ ask: 'order', column: 'arrivedOn', was: '2/3/2023', line: 1_000_004 }),
      ),
      sex: batchCard(voice, unclear({ ask: 'sexP', rows: 9 })),
      'sheets that differ': batchCard(voice, unclear({ ask: 'sheets' }, { sheets })),
      'sheets, again': sheetsCard(voice, { batch: batch(), file: named }),
    }),
  ).toMatchFileSnapshot('screens/unclear.txt');
});

it('who leaves, who is missing, and what stands in the way of undoing it', async () => {
  const person = (id: number, more: object = {}) =>
    Object.assign(
      { id, name: `Peserta ${id}`, registerNumber: `BI-${id}/2023`, registerClass: 'B_I' },
      more,
    ) as never;
  const listed = (line: number, more: object = {}) =>
    Object.assign(
      { line, registerKey: '', registerNumber: '', name: `Orang ${line}`, why: 'released' },
      more,
    ) as never;
  const reasons = [
    'unknown',
    'several',
    'other-name',
    'gone',
    'later',
    'before-arrival',
    'older',
    'contradicts',
  ] as const;
  const leaving: Ready['leaving'] = [
    { kind: 'leaves', line: 3, person: person(1), why: 'released', at: NOW },
    { kind: 'leaves', person: person(2), why: 'transferred', at: NOW },
    ...reasons.map((reason, n) => ({
      kind: 'stays' as const,
      line: n + 4,
      leaving: listed(n + 4, n === 2 ? { registerNumber: 'BI-9/2023' } : {}),
      reason,
    })),
  ];
  const missing = [...some(11, (n) => person(n)), person(12, { registerClass: 'A_III' })];
  const plan = { lines: [], missing, operations: [] } as unknown as Ready['plan'];
  const view = (draft: object = {}) =>
    ready({ plan, leaving, batch: batch({ draft: { decisions: {}, ...draft } }) });
  const marked = view({ leaving: { why: 'transferred', ids: [2, 3, 12] } });
  const obstacles = (['moved', 'enrolled', 'edited', 'departed', 'attended', 'programme-used'] as const).map(
    (what) => ({ what, count: 2 }),
  );
  await expect(
    screensOf({
      plan: batchCard(voice, view()),
      leaving: listCard(voice, view(), 'leaving', 0),
      staying: listCard(voice, view(), 'staying', 0),
      missing: missingCard(voice, view(), 0),
      'missing, some of them gone': missingCard(voice, marked, 0),
      'missing, the last page': missingCard(voice, marked, 1),
      undo: undoCard(voice, 4, []),
      undone: undoneCard(voice, 4, { outcome: 'undone' }),
      late: undoneCard(voice, 4, { outcome: 'late' }),
      'built on': undoneCard(voice, 4, { outcome: 'built', obstacles }),
      'a month closed since': undoneCard(voice, 4, {
        outcome: 'closed',
        closed: { month: '2023-08', by: 'Pak Karutan', at: NOW.toISOString() },
      }),
    }),
  ).toMatchFileSnapshot('screens/leaving.txt');
});
