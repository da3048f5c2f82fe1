import { expect, it } from 'vitest';
import { monthText, unsuitedText } from '../../../src/features/calendar/days/messages.js';
import * as messages from '../../../src/features/calendar/messages.js';
import type { YearView } from '../../../src/features/calendar/table/service.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';

const reader = { t: translator('id'), locale: 'id' as const, mayClose: false };
const head = Object.assign({}, reader, { mayClose: true });
const day = (date: string, reason: string, kind: 'holiday' | 'jointLeave' = 'holiday') => ({
  ...{ date, reason, kind },
});
const days = [day('2027-01-01', 'Tahun Baru'), day('2027-03-12', 'Idulfitri', 'jointLeave')];

it('a year’s holidays are shown as they are known', async () => {
  const view = (more: Partial<YearView> = {}): YearView =>
    Object.assign({ year: 2027, source: 'added' as const, decrees: ['SKB 1'], days }, more);
  const none = { source: 'none' as const, decrees: [], days: [] };
  const builtIn = {
    ...{ year: 2023, source: 'builtIn' as const, decrees: ['SKB 1', 'SKB 2'] },
    days: [{ date: '2023-01-01', kind: 'holiday' as const, name: 'newYear' as const }],
  };
  await expect(
    screensOf({
      added: messages.yearCard(view(), reader),
      'added, to a head': messages.yearCard(view(), head, { note: 'Tersimpan.', trace: 4 }),
      none: messages.yearCard(view(none), reader),
      'none, to a head': messages.yearCard(view(none), head),
      'built in': messages.yearCard(view(builtIn), head),
      'the last before the end': messages.yearCard(view({ year: 2099 }), reader),
      'the last': messages.yearCard(view({ year: 2100 }), reader),
      'of one kind': messages.yearCard(view({ days: days.slice(1) }), reader),
    }),
  ).toMatchFileSnapshot('screens/year.txt');
});

it('what a table or closed days would bring is told before', async () => {
  const table = { year: 2027, decree: 'SKB 3', days };
  const whole = ['01-01', '05-01', '06-01', '08-17', '12-25'].map((date) => day(`2027-${date}`, date));
  const earlier = {
    decree: 'SKB 1',
    days: [day('2027-01-01', 'Tahun Baru'), day('2027-06-01', 'Pancasila')],
  };
  const fault = (line: number) => ({ line, reason: 'date' as const, was: '31 Feb' });
  const faults = (count: number) => Array.from({ length: count }, (_, n) => fault(n + 2));
  await expect(
    screensOf({
      'a first table': messages.tablePreview(table, { earlier: undefined, own: [] }, head),
      'a whole one': messages.tablePreview({ ...table, days: whole }, { earlier: undefined, own: [] }, head),
      'in place of another': messages.tablePreview(
        table,
        { earlier, own: ['2027-01-01', '2027-02-02'] },
        head,
      ),
      'in place of less': messages.tablePreview(
        table,
        { earlier: { ...earlier, days: days.slice(0, 1) }, own: [] },
        head,
      ),
      'closed days': messages.closingPreview([day('2027-03-05', 'upacara'), day('kapan', 'entah')], head),
      'ten faults': messages.lineFaultsCard(faults(10), 'Contoh', reader),
      'eleven faults': messages.lineFaultsCard(faults(11), 'Contoh', reader),
      'how holidays are written': messages.exampleText('holidays', 2027, reader),
      'how closed days are written': messages.exampleText('closed', 2027, reader),
    }),
  ).toMatchFileSnapshot('screens/table.txt');
});

it('a file of days that can’t be read is told why', () => {
  const { t } = reader;
  expect(messages.daysFileText({ reason: 'quote', line: 5 }, reader)).toContain('5');
  expect(messages.daysFileText({ reason: 'empty' }, reader)).toBe(t('calendar-file-empty'));
  expect(messages.daysFileText({ reason: 'too-big' }, reader)).toBe(t('calendar-file-too-big'));
});

it('a month’s days off are told, each with why', () => {
  const first = { year: 2027, month: 3, day: 1 };
  const own = { date: '2027-03-31', reason: 'upacara' };
  expect(
    monthText(first, [own, day('2027-03-01', 'Idulfitri'), day('2027-03-12', 'Cuti', 'jointLeave')], reader),
  ).toEqual(['Sen 1 Mar: libur, Idulfitri', 'Jum 12 Mar: cuti bersama, Cuti', 'Rab 31 Mar: tutup, upacara']);
  expect(monthText(first, [own], reader)).toHaveLength(2);
  expect(monthText({ year: 2023, month: 1, day: 1 }, [], reader)).not.toContain(
    reader.t('calendar-no-table', { year: '2023' }),
  );
  expect(unsuitedText({ kind: 'hours' }, reader)).toBe(reader.t('calendar-hours'));
  expect(unsuitedText({ kind: 'prayer' }, reader)).toBe(reader.t('calendar-prayer'));
});
