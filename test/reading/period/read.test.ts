import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMonth, isoDate } from '../../../src/lib/zoned.js';
import { type PeriodOptions, readPeriod, splitPeriod } from '../../../src/reading/period/read.js';

// Tuesday, 5 September 2023, 14.20 WIT.
const options: PeriodOptions = { now: new Date('2023-09-05T05:20:00Z'), zone: 'Asia/Jayapura' };

function said(text: string, more: Partial<PeriodOptions> = {}): string {
  const period = readPeriod(text, { ...options, ...more });
  if (!period.ok) return `${period.reason}: ${period.understood}`;
  const days = [...new Set([isoDate(period.start), isoDate(period.end)])].join('..');
  return `${period.kind} ${days}`;
}

function split(text: string): string {
  const found = splitPeriod(text, options);
  if (!found.ok) return `${found.rest} | ${found.reason}: ${found.understood}`;
  const { period } = found;
  return period ? `${found.rest} | ${period.kind} ${isoDate(period.start)}` : found.rest;
}

describe('readPeriod', () => {
  it.each([
    ['hari ini', 'day 2023-09-05'],
    ['kemarin', 'day 2023-09-04'],
    ['31/8/2023', 'day 2023-08-31'],
    ['per 31/8/2023', 'day 2023-08-31'],
    ['31 agustus', 'day 2023-08-31'],
    ['31/12', 'day 2022-12-31'],
    ['pada tanggal 1', 'day 2023-09-01'],
    ['kamis', 'day 2023-08-31'],
    ['yesterday', 'day 2023-09-04'],
    ['as of Aug 31', 'day 2023-08-31'],
    ['minggu ini', 'week 2023-09-04..2023-09-10'],
    ['minggu lalu', 'week 2023-08-28..2023-09-03'],
    ['pekan lalu', 'week 2023-08-28..2023-09-03'],
    ['minggu kemarin', 'week 2023-08-28..2023-09-03'],
    ['pekan depan', 'week 2023-09-11..2023-09-17'],
    ['last week', 'week 2023-08-28..2023-09-03'],
    ['minggu', 'day 2023-09-03'],
    ['agustus', 'month 2023-08-01..2023-08-31'],
    ['Agustus 2023', 'month 2023-08-01..2023-08-31'],
    ['bulan agustus', 'month 2023-08-01..2023-08-31'],
    ['bulan agustus tahun 2022', 'month 2022-08-01..2022-08-31'],
    ['agustus tahun lalu', 'month 2022-08-01..2022-08-31'],
    ['selama agustus', 'month 2023-08-01..2023-08-31'],
    ['september', 'month 2023-09-01..2023-09-30'],
    ['oktober', 'month 2022-10-01..2022-10-31'],
    ['feb 2024', 'month 2024-02-01..2024-02-29'],
    ['agt', 'month 2023-08-01..2023-08-31'],
    ['aug 2023', 'month 2023-08-01..2023-08-31'],
    ['8/2023', 'month 2023-08-01..2023-08-31'],
    ['08-2023', 'month 2023-08-01..2023-08-31'],
    ['2023-08', 'month 2023-08-01..2023-08-31'],
    ['bulan 8', 'month 2023-08-01..2023-08-31'],
    ['bulan 8 2022', 'month 2022-08-01..2022-08-31'],
    ['bulan ini', 'month 2023-09-01..2023-09-30'],
    ['bulan lalu', 'month 2023-08-01..2023-08-31'],
    ['bulan kemarin', 'month 2023-08-01..2023-08-31'],
    ['last month', 'month 2023-08-01..2023-08-31'],
    ['tahun 2023', 'year 2023-01-01..2023-12-31'],
    ['2023', 'year 2023-01-01..2023-12-31'],
    ['tahun ini', 'year 2023-01-01..2023-12-31'],
    ['tahun lalu', 'year 2022-01-01..2022-12-31'],
    ['last year', 'year 2022-01-01..2022-12-31'],
    ['triwulan 3', 'quarter 2023-07-01..2023-09-30'],
    ['TW III', 'quarter 2023-07-01..2023-09-30'],
    ['tw-iii', 'quarter 2023-07-01..2023-09-30'],
    ['TW4', 'quarter 2022-10-01..2022-12-31'],
    ['triwulan kedua tahun 2022', 'quarter 2022-04-01..2022-06-30'],
    ['TW. I 2024', 'quarter 2024-01-01..2024-03-31'],
    ['selama triwulan I tahun lalu', 'quarter 2022-01-01..2022-03-31'],
    ['triwulan ini', 'quarter 2023-07-01..2023-09-30'],
    ['triwulan lalu', 'quarter 2023-04-01..2023-06-30'],
    ['Q2', 'quarter 2023-04-01..2023-06-30'],
    ['q2 2022', 'quarter 2022-04-01..2022-06-30'],
    ['last quarter', 'quarter 2023-04-01..2023-06-30'],
    ['triwulan 5', 'no-such-date: triwulan 5'],
    ['triwulan', 'nothing: '],
    ['semester 1', 'semester 2023-01-01..2023-06-30'],
    ['semester II 2022', 'semester 2022-07-01..2022-12-31'],
    ['smt ini', 'semester 2023-07-01..2023-12-31'],
    ['semester 3', 'no-such-date: semester 3'],
    ['tahun anggaran 2022', 'year 2022-01-01..2022-12-31'],
    ['TA 2022', 'year 2022-01-01..2022-12-31'],
    ['juli–september', 'span 2023-07-01..2023-09-30'],
    ['juli - september', 'span 2023-07-01..2023-09-30'],
    ['juli sampai september 2022', 'span 2022-07-01..2022-09-30'],
    ['dari juli s/d desember', 'span 2023-07-01..2023-12-31'],
    ['november–januari', 'span 2022-11-01..2023-01-31'],
    ['november–januari 2024', 'span 2023-11-01..2024-01-31'],
    ['1–15 november', 'span 2022-11-01..2022-11-15'],
    ['1 s.d. 15 november 2023', 'span 2023-11-01..2023-11-15'],
    ['tgl 1 sampai dengan 15 agustus', 'span 2023-08-01..2023-08-15'],
    ['28 agustus – 3 september', 'span 2023-08-28..2023-09-03'],
    ['1/8 - 15/8', 'span 2023-08-01..2023-08-15'],
    ['dari tanggal 1 agustus 2023 sampai dengan tanggal 15 september 2023', 'span 2023-08-01..2023-09-15'],
    ['2021-2022', 'span 2021-01-01..2022-12-31'],
    ['1–31 agustus', 'month 2023-08-01..2023-08-31'],
    ['januari–desember 2022', 'year 2022-01-01..2022-12-31'],
    ['senin sampai rabu', 'span 2023-09-04..2023-09-06'],
    ['from july to september', 'span 2023-07-01..2023-09-30'],
    ['15–1 november', 'no-such-date: 15-1 november'],
    ['september 2023 – juli 2023', 'no-such-date: september 2023 - juli 2023'],
    ['31–32 agustus', 'no-such-date: 32 Agustus'],
    ['sejak juli', 'span 2023-07-01..2023-09-05'],
    ['sejak 15 agustus', 'span 2023-08-15..2023-09-05'],
    ['mulai juli sampai sekarang', 'span 2023-07-01..2023-09-05'],
    ['since july', 'span 2023-07-01..2023-09-05'],
    ['sejak oktober 2023', 'no-such-date: sejak oktober 2023'],
    ['s.d. agustus', 'span 2023-01-01..2023-08-31'],
    ['sampai 15 agustus 2022', 'span 2022-01-01..2022-08-15'],
    ['3 bulan terakhir', 'span 2023-07-01..2023-09-30'],
    ['tiga bulan terakhir', 'span 2023-07-01..2023-09-30'],
    ['sebulan terakhir', 'month 2023-09-01..2023-09-30'],
    ['7 hari terakhir', 'span 2023-08-30..2023-09-05'],
    ['2 minggu terakhir', 'span 2023-08-28..2023-09-10'],
    ['the last 6 months', 'span 2023-04-01..2023-09-30'],
    ['2 tahun terakhir', 'span 2022-01-01..2023-12-31'],
    ['0 bulan terakhir', 'nothing: '],
    ['3 bulan', 'nothing: '],
    ['akhir agustus', 'day 2023-08-31'],
    ['awal agustus 2022', 'day 2022-08-01'],
    ['akhir bulan lalu', 'day 2023-08-31'],
    ['akhir triwulan II', 'day 2023-06-30'],
    ['akhir tahun 2022', 'day 2022-12-31'],
    ['awal tahun', 'day 2023-01-01'],
    ['end of august', 'day 2023-08-31'],
    ['akhir perikanan', 'nothing: '],
    ['31 februari', 'no-such-date: 31 Februari'],
    ['31/2/2023', 'no-such-date: 31 Februari 2023'],
    ['13/2023', 'no-such-date: 13/2023'],
    ['bulan 13', 'no-such-date: bulan 13'],
    ['rabu 31/8/2023', 'wrong-weekday: rabu 31/8/2023 (Kamis, 31 Agustus 2023)'],
    ['', 'nothing: '],
    ['perikanan', 'nothing: '],
    ['agustus perikanan', 'nothing: agustus'],
    ['1234', 'nothing: '],
    ['12', 'nothing: '],
  ])('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));

  it('looks ahead when asked to', () => {
    expect(said('agustus', { prefer: 'future' })).toBe('month 2024-08-01..2024-08-31');
    expect(said('oktober', { prefer: 'future' })).toBe('month 2023-10-01..2023-10-31');
    expect(said('kamis', { prefer: 'future' })).toBe('day 2023-09-07');
  });

  it('counts months over the end of the year', () => {
    expect(said('bulan lalu', { now: new Date('2024-01-10T00:00:00Z') })).toBe(
      'month 2023-12-01..2023-12-31',
    );
    expect(said('bulan depan', { now: new Date('2023-12-10T00:00:00Z') })).toBe(
      'month 2024-01-01..2024-01-31',
    );
  });

  it('reads back every month that the bot writes', () => {
    const months = fc.record({
      year: fc.integer({ min: 1900, max: 2199 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(months, fc.constantFrom('id' as const, 'en' as const), (month, locale) => {
        expect(readPeriod(formatMonth(month, locale), options)).toMatchObject({
          ok: true,
          kind: 'month',
          start: { ...month, day: 1 },
        });
      }),
    );
  });
});

describe('splitPeriod', () => {
  it.each([
    ['perikanan agustus 2023', 'perikanan | month 2023-08-01'],
    ['perikana agustus', 'perikana | month 2023-08-01'],
    ['perikanan', 'perikanan'],
    ['', ''],
    ['agustus 2023', ' | month 2023-08-01'],
    ['agustus 2023 perikanan', 'perikanan | month 2023-08-01'],
    ['bulan lalu, dinas sosial', 'dinas sosial | month 2023-08-01'],
    ['Dinas Perikanan per 31/8/2023', 'Dinas Perikanan | day 2023-08-31'],
    ['Dinas Perikanan, Kamis, 31 Agustus 2023', 'Dinas Perikanan | day 2023-08-31'],
    ['kejar paket c 2023', 'kejar paket c | year 2023-01-01'],
    ['perikanan triwulan III', 'perikanan | quarter 2023-07-01'],
    ['perikanan juli – september 2023', 'perikanan | span 2023-07-01'],
    ['tahanan 1 s.d. 15 agustus', 'tahanan | span 2023-08-01'],
    ['Q2, dinas sosial', 'dinas sosial | quarter 2023-04-01'],
    ['SMA 1 - 5', 'SMA 1 - 5'],
    ['SMA 1', 'SMA 1'],
    ['perikanan minggu lalu', 'perikanan | week 2023-08-28'],
    ['perikanan 31 februari', 'perikanan | no-such-date: 31 Februari'],
    ['31/13 perikanan', 'perikanan | no-such-date: 31/13'],
  ])('parts %j into %s', (text, expected) => expect(split(text)).toBe(expected));

  it('never throws and keeps all words when it finds no period', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = splitPeriod(text, options);
        const whole = text.split(/\s+/u).filter(Boolean).join(' ');
        expect(!found.ok || found.period !== undefined || found.rest === whole).toBe(true);
      }),
    );
  });
});
