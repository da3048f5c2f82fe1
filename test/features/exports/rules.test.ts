import { describe, expect, it } from 'vitest';
import { exportTables } from '../../../src/features/exports/messages.js';
import { personRows, spanOf } from '../../../src/features/exports/rules.js';
import { readRoster } from '../../../src/features/files/read/rules.js';
import type { RecordedParticipant } from '../../../src/features/programmes/index.js';
import { EndReason } from '../../../src/generated/sqlite/enums.js';
import { readSheets } from '../../../src/lib/sheets/sheets.js';
import { writeCsv, writeWorkbook } from '../../../src/lib/sheets/write.js';
import { translator } from '../../../src/words/translate.js';
import { at, NOW, ZONE } from '../../support/world.js';

const today = { year: 2023, month: 9, day: 5 };

function person(id: number, more: Partial<RecordedParticipant> = {}): RecordedParticipant {
  return {
    id,
    registerKey: `BI${id}/2023`,
    registerNumber: `B.I ${id}/2023`,
    name: `Orang ${id}`,
    sex: 'male',
    birthYear: 1990,
    arrivedOn: '2022-03-02',
    releaseExpectedOn: '2026-05-04',
    presentFrom: at('2022-03-02T00:00'),
    presentUntil: null,
    registerClass: 'B_I',
    classSince: at('2022-03-02T00:00'),
    enrolments: [],
    ...more,
  };
}
const enrolment = (
  id: number,
  programmeId: number,
  state: RecordedParticipant['enrolments'][number]['state'],
  more: Partial<RecordedParticipant['enrolments'][number]> = {},
) => ({ id, programmeId, state, reason: null, endedAt: null, since: at('2023-01-01T00:00'), ...more });

/** The reasons that a list of who is here repeats. */
const SAID = Object.values(EndReason).filter(
  (reason) => !['released', 'transferred', 'merged'].includes(reason),
);

const PROGRAMMES = new Map([
  [1, 'Las'],
  [2, 'Tani'],
]);

describe('people as a list', () => {
  it('who is here, by name, with the latest of each programme', () => {
    const ended = at('2023-02-01T00:00');
    const rows = personRows(
      [
        person(1, {
          name: 'Budi',
          enrolments: [
            enrolment(1, 1, 'ended', { reason: 'completed', endedAt: ended }),
            enrolment(2, 1, 'active', { since: ended }),
            enrolment(3, 2, 'ended', { reason: 'released', endedAt: ended }),
          ],
        }),
        person(2, { name: 'Ani' }),
        person(3, { presentUntil: ended }),
      ],
      PROGRAMMES,
    );
    expect(rows.map(({ person: { name }, programme, state }) => [name, programme, state])).toEqual([
      ['Ani', undefined, undefined],
      ['Budi', 'Las', 'active'],
      ['Budi', 'Tani', 'ended'],
    ]);
  });

  it('whose records were merged stands there with what goes on, whatever ended when', () => {
    const ended = at('2023-02-01T00:00');
    const later = at('2023-03-01T00:00');
    const merged = enrolment(1, 1, 'ended', { reason: 'merged', endedAt: later, since: later });
    const goesOn = enrolment(2, 1, 'ended', { reason: 'didNotPass', endedAt: ended, since: ended });
    const rows = personRows([person(1, { enrolments: [merged, goesOn] })], PROGRAMMES);
    expect(rows.map(({ programme, state }) => [programme, state])).toEqual([['Las', 'didNotPass']]);
  });
});

describe.each(['id', 'en'] as const)('what was exported in %s', (locale) => {
  const voice = { t: translator(locale), locale, zone: ZONE, now: NOW };
  const ended = at('2023-02-01T00:00');
  const people = [
    person(1, { name: 'Abdul; "Aneh"', enrolments: [enrolment(1, 1, 'waiting'), enrolment(2, 2, 'paused')] }),
    person(2, {
      name: 'Ani "Nona"; S.',
      sex: 'female',
      birthYear: null,
      arrivedOn: null,
      releaseExpectedOn: null,
    }),
    person(3, {
      registerNumber: '0007',
      registerKey: '0007',
      registerClass: 'A_III',
      enrolments: [enrolment(3, 1, 'applied')],
    }),
    ...SAID.map((reason, n) =>
      person(n + 4, { enrolments: [enrolment(n + 4, 1, 'ended', { reason, endedAt: ended })] }),
    ),
  ];
  const tables = exportTables(voice, { what: 'participants', rows: personRows(people, PROGRAMMES) });
  const read = async (bytes: Uint8Array) => {
    const reading = await readRoster(bytes, today);
    if (!reading.ok) throw new Error(reading.fault.reason);
    return reading.file;
  };

  it.each([
    ['a workbook', () => writeWorkbook(tables)],
    ['a text file', async () => Buffer.concat(tables.map((table) => writeCsv(table)))],
  ] as const)('reads again as it was recorded, as %s', async (_, write) => {
    const file = await read(await write());
    expect([file.faulty, file.asks, file.skipped, file.leaving, file.ignored]).toEqual([[], [], [], [], []]);
    for (const one of people) {
      const rows = file.rows.filter(({ registerKey }) => registerKey === one.registerKey);
      expect(rows.length).toBe(Math.max(1, one.enrolments.length));
      expect(rows[0]).toMatchObject({
        name: one.name,
        registerNumber: one.registerNumber,
        registerClass: one.registerClass,
      });
      expect([
        rows[0]?.sex,
        rows[0]?.birthYear ?? null,
        rows[0]?.arrivedOn ?? null,
        rows[0]?.releaseExpectedOn ?? null,
      ]).toEqual([one.sex, one.birthYear, one.arrivedOn, one.releaseExpectedOn]);
      expect(rows.map(({ state, reason }) => [state, reason ?? null])).toEqual(
        one.enrolments.length === 0
          ? [[undefined, null]]
          : one.enrolments.map(({ state, reason }) => [state, reason]),
      );
    }
  });
});

it('a text that Excel would work out stays a text', () => {
  const bytes = writeCsv({
    name: 'x',
    headings: ['a'],
    rows: [['=1+1'], ['-2'], [3], [undefined], [{ day: '2023-09-04' }]],
  });
  expect(new TextDecoder().decode(bytes)).toBe("a\r\n'=1+1\r\n'-2\r\n3\r\n\r\n2023-09-04\r\n");
});

it('sessions and attendance are tables that can be read again', async () => {
  const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };
  const session = (id: number, startsAt: Date) => ({ id, startsAt, programmeId: 1 });
  const participant = (id: number) => ({ id, name: `Orang ${id}`, registerNumber: `B.I ${id}/2023` });
  const [morning, noon, later] = [at('2023-09-04T09:00'), at('2023-09-04T13:00'), at('2023-09-05T09:00')];
  const [sheet] = exportTables(voice, {
    what: 'sheets',
    programmes: PROGRAMMES,
    rows: [
      { mark: 'present', session: session(1, morning), participant: participant(1) },
      { mark: 'sick', session: session(2, noon), participant: participant(1) },
      { mark: 'absent', session: session(3, later), participant: participant(2) },
    ],
  });
  expect(sheet?.headings.slice(3)).toEqual(['2023-09-04 09.00', '2023-09-04 13.00', '2023-09-05']);
  expect(sheet?.rows).toEqual([
    [1, 'B.I 1/2023', 'Orang 1', 'hadir', 'sakit', undefined],
    [2, 'B.I 2/2023', 'Orang 2', undefined, undefined, 'alpa'],
  ]);
});

it('a span is a month of the unit’s, or all until today', () => {
  expect(spanOf('this', today, ZONE)).toMatchObject({
    from: at('2023-09-01T00:00'),
    until: at('2023-10-01T00:00'),
  });
  expect(spanOf('last', { year: 2024, month: 1, day: 31 }, ZONE)).toMatchObject({
    from: at('2023-12-01T00:00'),
    until: at('2024-01-01T00:00'),
  });
  expect(spanOf('all', today, ZONE).until).toEqual(at('2023-09-06T00:00'));
});

it('sheets get names that Excel takes, each its own', async () => {
  const table = (name: string) => ({ name, headings: ['a'], rows: [['x'.repeat(40_000)]] });
  const bytes = await writeWorkbook([
    table('A/B: [Las]'),
    table('a b  las'),
    table('n'.repeat(40)),
    table(''),
  ]);
  const reading = await readSheets(bytes, { maxBytes: 5_000_000, headings: (cells) => cells.length });
  expect(reading.ok && reading.sheets.map(({ name }) => name)).toEqual([
    'A B Las',
    'a b las (2)',
    'n'.repeat(31),
    '-',
  ]);
  expect(reading.ok && reading.sheets[0]?.lines[1]?.cells[0]?.length).toBe(32_767);
});
