import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareTimes,
  formatDate,
  formatDateTime,
  formatRange,
  formatTime,
  isoDate,
  isRealDate,
  isRealTime,
  localDate,
  localTime,
} from '../../src/lib/zoned.js';
import { readWhen, type WhenOptions } from '../../src/reading/when.js';

const zone = 'Asia/Jayapura';
// Tuesday, 29 August 2023, 09.00 WIT.
const now = new Date('2023-08-29T00:00:00Z');

function said(text: string, options: Partial<WhenOptions> = {}): string {
  const when = readWhen(text, { now, zone, ...options });
  if (!when.ok) return `${when.reason}: ${when.understood}`;
  const time = when.time && formatTime(when.time, 'en');
  const span = when.endTime ? `${time}-${formatTime(when.endTime, 'en')}` : time;
  return [when.date && isoDate(when.date), span, when.zone].filter(Boolean).join(' ');
}

const days: [string, string][] = [
  ['hari ini', '2023-08-29'],
  ['besok', '2023-08-30'],
  ['Besok', '2023-08-30'],
  ['bsk', '2023-08-30'],
  ['esok hari', '2023-08-30'],
  ['besok.', '2023-08-30'],
  ['lusa', '2023-08-31'],
  ['besok lusa', '2023-08-31'],
  ['kemarin', '2023-08-28'],
  ['kmrn', '2023-08-28'],
  ['kemarin dulu', '2023-08-27'],
  ['3 hari lagi', '2023-09-01'],
  ['tiga hari lagi', '2023-09-01'],
  ['dalam 3 hari', '2023-09-01'],
  ['seminggu lagi', '2023-09-05'],
  ['2 minggu lagi', '2023-09-12'],
  ['dua pekan yang lalu', '2023-08-15'],
  ['2 hari lalu', '2023-08-27'],
  ['selasa', '2023-08-29'],
  ['kamis', '2023-08-31'],
  ['Kamis', '2023-08-31'],
  ['hari kamis', '2023-08-31'],
  ['kms', '2023-08-31'],
  ['senin', '2023-09-04'],
  ['minggu', '2023-09-03'],
  ['hari minggu', '2023-09-03'],
  ['ahad', '2023-09-03'],
  ['rebo', '2023-08-30'],
  ['sbtu', '2023-09-02'],
  ['jumat', '2023-09-01'],
  ["jum'at", '2023-09-01'],
  ['Jum’at', '2023-09-01'],
  ['jum at', '2023-09-01'],
  ['jmt', '2023-09-01'],
  ['Kamis depan', '2023-09-07'],
  ['kamis dpn', '2023-09-07'],
  ['senin depan', '2023-09-04'],
  ['selasa depan', '2023-09-05'],
  ['kamis ini', '2023-08-31'],
  ['senin ini', '2023-08-28'],
  ['kamis minggu depan', '2023-09-07'],
  ['kamis pekan depan', '2023-09-07'],
  ['minggu depan hari kamis', '2023-09-07'],
  ['minggu depan, kamis', '2023-09-07'],
  ['hari minggu depan', '2023-09-10'],
  ['minggu minggu depan', '2023-09-10'],
  ['kamis lalu', '2023-08-24'],
  ['senin lalu', '2023-08-28'],
  ['selasa lalu', '2023-08-22'],
  ['senin kemarin', '2023-08-28'],
  ['kamis minggu lalu', '2023-08-24'],
  ['senin minggu lalu', '2023-08-21'],
  ['31/8', '2023-08-31'],
  ['31/08', '2023-08-31'],
  ['1/1', '2024-01-01'],
  ['31/8/2023', '2023-08-31'],
  ['31/8/23', '2023-08-31'],
  ['5/12/99', '1999-12-05'],
  ['31-8-2023', '2023-08-31'],
  ['31-08-23', '2023-08-31'],
  ['31.8.2023', '2023-08-31'],
  ['31.08.23', '2023-08-31'],
  ['31.8', '2023-08-31'],
  ['31-8', '2023-08-31'],
  ['31 8 2023', '2023-08-31'],
  ['31 / 8 / 2023', '2023-08-31'],
  ['2023-08-31', '2023-08-31'],
  ['2023/8/31', '2023-08-31'],
  ['31 Agustus', '2023-08-31'],
  ['31 agustus 2023', '2023-08-31'],
  ['31agustus2023', '2023-08-31'],
  ['31 agt', '2023-08-31'],
  ['31 Agu 2023', '2023-08-31'],
  ['31 Agu. 2023', '2023-08-31'],
  ["31 Agustus '23", '2023-08-31'],
  ['31-Agu-2023', '2023-08-31'],
  ['31-agu', '2023-08-31'],
  ['31 bulan agustus', '2023-08-31'],
  ['28 Agustus', '2024-08-28'],
  ['29 agustus', '2023-08-29'],
  ['28 Feb', '2024-02-28'],
  ['29 Februari', '2024-02-29'],
  ['17 pebruari', '2024-02-17'],
  ['10 nopember', '2023-11-10'],
  ['1 Mei', '2024-05-01'],
  ['tanggal 30', '2023-08-30'],
  ['tgl 30', '2023-08-30'],
  ['tgl. 30', '2023-08-30'],
  ['tanggal 29', '2023-08-29'],
  ['tanggal 5', '2023-09-05'],
  ['tgl 5 bulan depan', '2023-09-05'],
  ['15 bulan depan', '2023-09-15'],
  ['tanggal 31 agustus', '2023-08-31'],
  ['hari Kamis tanggal 31 Agustus 2023', '2023-08-31'],
  ['Kamis, 31 Agustus 2023', '2023-08-31'],
  ['Kamis 31/8', '2023-08-31'],
  ['kamis tgl 31', '2023-08-31'],
  ['pada hari kamis', '2023-08-31'],
  ['besok hari rabu', '2023-08-30'],
  ['31 Agustus 2023 (Kamis)', '2023-08-31'],
  ['besok pagi', '2023-08-30'],
  ['sore ini', '2023-08-29'],
  ['today', '2023-08-29'],
  ['tomorrow', '2023-08-30'],
  ['the day after tomorrow', '2023-08-31'],
  ['yesterday', '2023-08-28'],
  ['in 3 days', '2023-09-01'],
  ['3 days ago', '2023-08-26'],
  ['Thursday', '2023-08-31'],
  ['this Thursday', '2023-08-31'],
  ['next Thursday', '2023-09-07'],
  ['Thursday next week', '2023-09-07'],
  ['next week Thursday', '2023-09-07'],
  ['last monday', '2023-08-28'],
  ['Sun', '2023-09-03'],
  ['Aug 31', '2023-08-31'],
  ['Aug 31st', '2023-08-31'],
  ['August 31, 2023', '2023-08-31'],
  ['31 August', '2023-08-31'],
  ['31st of August', '2023-08-31'],
  ['the 31st of August 2023', '2023-08-31'],
  ['Thu 31 Aug', '2023-08-31'],
];

const times: [string, string][] = [
  ['jam 10', '10:00'],
  ['jm 10', '10:00'],
  ['jam10', '10:00'],
  ['pukul 9', '09:00'],
  ['pkl 09.00', '09:00'],
  ['pkl. 09.00', '09:00'],
  ['pukul 09.00', '09:00'],
  ['pukul 09:30', '09:30'],
  ['09.00', '09:00'],
  ['9.30', '09:30'],
  ['14.00', '14:00'],
  ['jam 1430', '14:30'],
  ['jam 10 30', '10:30'],
  ['jam 2', '14:00'],
  ['jam 6', '18:00'],
  ['jam 7', '07:00'],
  ['jam 2.30', '14:30'],
  ['jam 02.00', '02:00'],
  ['jam 2 pagi', '02:00'],
  ['jam 12', '12:00'],
  ['jam 10 pagi', '10:00'],
  ['10 pagi', '10:00'],
  ['jam 10 siang', '10:00'],
  ['jam 11 siang', '11:00'],
  ['jam 2 siang', '14:00'],
  ['jam 12 siang', '12:00'],
  ['jam 3 sore', '15:00'],
  ['jam 03.00 sore', '15:00'],
  ['jam 15.00 sore', '15:00'],
  ['jam 7 malam', '19:00'],
  ['jam 12 malam', '00:00'],
  ['tengah hari', '12:00'],
  ['jam 4 subuh', '04:00'],
  ['jam 2 dini hari', '02:00'],
  ['jam setengah 3 sore', '14:30'],
  ['jam setengah 3', '14:30'],
  ['setengah 1 siang', '12:30'],
  ['setengah tujuh', '06:30'],
  ['setengah 7 malam', '18:30'],
  ['setengah sepuluh', '09:30'],
  ['stgh 10 pagi', '09:30'],
  ['setengah 12 malam', '23:30'],
  ['jam 10 lewat 15', '10:15'],
  ['jam 10 lewat 15 menit', '10:15'],
  ['jam 10 lebih seperempat', '10:15'],
  ['jam sepuluh lewat dua puluh lima', '10:25'],
  ['jam 10 kurang seperempat', '09:45'],
  ['jam 3 kurang 10 sore', '14:50'],
  ['jam 3 sore kurang 10 menit', '14:50'],
  ['jam 1 kurang seperempat', '12:45'],
  ['jam sepuluh', '10:00'],
  ['jam sebelas siang', '11:00'],
  ['jam dua belas siang', '12:00'],
  ['jam duabelas siang', '12:00'],
  ['tepat jam 10', 'nothing: '],
  ['jam 10 tepat', '10:00'],
  ['09.00-11.00', '09:00-11:00'],
  ['09.00–11.00', '09:00-11:00'],
  ['09.00 — 11.00', '09:00-11:00'],
  ['9–11', '09:00-11:00'],
  ['9 - 11', '09:00-11:00'],
  ['1-3', '13:00-15:00'],
  ['10-2', '10:00-14:00'],
  ['8-4', '08:00-16:00'],
  ['11-1', '11:00-13:00'],
  ['jam 9 sampai 11', '09:00-11:00'],
  ['jam 9 sampai jam 11', '09:00-11:00'],
  ['dari jam 9 sampai dengan jam 11', '09:00-11:00'],
  ['9 hingga 11', '09:00-11:00'],
  ['09:00 s/d 11:00', '09:00-11:00'],
  ['09.00 s.d. 11.00', '09:00-11:00'],
  ['09.00 s.d 11.00 WIT', '09:00-11:00'],
  ['09.00 sd 11.00', '09:00-11:00'],
  ['09.00 s.d. selesai', '09:00'],
  ['jam 2 - 4 sore', '14:00-16:00'],
  ['9-1 siang', '09:00-13:00'],
  ['7-9 malam', '19:00-21:00'],
  ['jam 7 malam sampai 9', '19:00-21:00'],
  ['jam 3 sore - 8', '15:00-20:00'],
  ['6-7', '18:00-19:00'],
  ['jam 10 pagi sampai jam 2 siang', '10:00-14:00'],
  ['10 pagi - 2', '10:00-14:00'],
  ['setengah 9 sampai setengah 11', '08:30-10:30'],
  ['10.00 WIT', '10:00'],
  ['10.00 WIB', '10:00 Asia/Jakarta'],
  ['10.00-11.00 WITA', '10:00-11:00 Asia/Makassar'],
  ['10.00 WIB - 11.00 WIB', '10:00-11:00 Asia/Jakarta'],
  ['10 wit', '10:00'],
  ['10am', '10:00'],
  ['2pm', '14:00'],
  ['12am', '00:00'],
  ['12 pm', '12:00'],
  ['10:30 a.m.', '10:30'],
  ['at 2', '14:00'],
  ['at 10 in the morning', '10:00'],
  ['half past nine', '09:30'],
  ['quarter to ten', '09:45'],
  ["ten o'clock", 'nothing: '],
  ["at ten o'clock", '10:00'],
  ['from 9 to 11', '09:00-11:00'],
  ['9am to 2pm', '09:00-14:00'],
  ['noon', '12:00'],
];

const overMidnight: [string, string][] = [
  ['kamis 22.00-02.00', '2023-08-31 22:00-02:00'],
  ['kamis jam 22-2', '2023-08-31 22:00-02:00'],
  ['kamis jam 10 malam sampai 2', '2023-08-31 22:00-02:00'],
  ['kamis jam 10 malam sampai jam 2 pagi', '2023-08-31 22:00-02:00'],
  ['kamis jam 22 sampai 02.00 besok', '2023-08-31 22:00-02:00'],
  ['kamis 14.00 sampai 10.00 besoknya', '2023-08-31 14:00-10:00'],
  ['kamis 14.00-10.00 keesokan harinya', '2023-08-31 14:00-10:00'],
  ['thursday 22:00 to 02:00 next day', '2023-08-31 22:00-02:00'],
  // What begins tonight; a hyphen makes it the night of tomorrow.
  ['jam 22 sampai 02.00 besok', '2023-08-29 22:00-02:00'],
  ['jam 22-02.00 besok', '2023-08-30 22:00-02:00'],
  ['besok 22.00-02.00', '2023-08-30 22:00-02:00'],
  ['22.00-02.00', '22:00-02:00'],
  // Where the end can come after the start, the day is that of the whole.
  ['jam 9 sampai 11 besok', '2023-08-30 09:00-11:00'],
  ['jam 7 malam sampai 9 besok', '2023-08-30 19:00-21:00'],
  ['kamis 17.00-02.00', 'end-before-start: 17.00-02.00'],
  ['kamis 22.00-07.00', 'end-before-start: 22.00-07.00'],
  ['kamis 10.00 sampai 10.00 besoknya', 'end-before-start: 10.00 sampai 10.00'],
];

const both: [string, string][] = [
  ['besok jam 10', '2023-08-30 10:00'],
  ['bsk jm 10 pg', '2023-08-30 10:00'],
  ['besok 10.00', '2023-08-30 10:00'],
  ['besok 10', '2023-08-30 10:00'],
  ['besok 9-11', '2023-08-30 09:00-11:00'],
  ['besok pagi jam 9', '2023-08-30 09:00'],
  ['besok pagi 9', '2023-08-30 09:00'],
  ['besok malam jam 7', '2023-08-30 19:00'],
  ['besok sore jam 03.00', '2023-08-30 15:00'],
  ['kamis jam 10', '2023-08-31 10:00'],
  ['kamis jam 10 pagi', '2023-08-31 10:00'],
  ['jam 10 hari kamis', '2023-08-31 10:00'],
  ['Kamis, jam 10-12', '2023-08-31 10:00-12:00'],
  ['kamis 10-12', '2023-08-31 10:00-12:00'],
  ['kamis 10.30', '2023-08-31 10:30'],
  ['Kamis depan pukul 09.00–11.00 WIT', '2023-09-07 09:00-11:00'],
  ['Senin depan jam setengah 3 sore', '2023-09-04 14:30'],
  ['31/8 jam 9', '2023-08-31 09:00'],
  ['31/8 09.00', '2023-08-31 09:00'],
  ['31.8.2023 14.00', '2023-08-31 14:00'],
  ['2023-08-31 10:00', '2023-08-31 10:00'],
  ['31 Agustus 2023 pukul 10.00 s.d. 12.00 WIT', '2023-08-31 10:00-12:00'],
  ['31 agustus 9-11', '2023-08-31 09:00-11:00'],
  ['31 agustus 10 pagi', '2023-08-31 10:00'],
  ['31 agustus 10.30', '2023-08-31 10:30'],
  ['tanggal 30 jam 2', '2023-08-30 14:00'],
  ['tgl 30 pkl 14.00 wib', '2023-08-30 14:00 Asia/Jakarta'],
  ['nanti jam 3', '2023-08-29 15:00'],
  ['nanti sore jam 4', '2023-08-29 16:00'],
  ['nanti malam 7', '2023-08-29 19:00'],
  ['tadi pagi jam 8', '2023-08-29 08:00'],
  ['jam 3 sore ini', '2023-08-29 15:00'],
  ['hari ini jam 14.00', '2023-08-29 14:00'],
  ['tomorrow 10am', '2023-08-30 10:00'],
  ['tomorrow at 10', '2023-08-30 10:00'],
  ['next Thursday at 2pm', '2023-09-07 14:00'],
  ['2pm on Thursday', '2023-08-31 14:00'],
  ['Aug 31 at 2pm', '2023-08-31 14:00'],
  ['Aug 31, 10:00-11:30', '2023-08-31 10:00-11:30'],
  ['tonight at 7', '2023-08-29 19:00'],
  ['tomorrow morning at 9', '2023-08-30 09:00'],
];

const refused: [string, string][] = [
  ['', 'nothing: '],
  ['...', 'nothing: '],
  ['entah', 'nothing: '],
  ['nanti', 'nothing: '],
  ['besok mungkin', 'nothing: besok'],
  ['besok jam 10 atau 11', 'nothing: besok jam 10'],
  ['kamis jumat', 'wrong-weekday: kamis jumat (Kamis, 31 Agustus 2023)'],
  ['besok kamis', 'wrong-weekday: besok kamis (Rabu, 30 Agustus 2023)'],
  ['jam 10,30', 'nothing: jam 10'],
  ['akhir bulan', 'nothing: '],
  ['WIT', 'nothing: '],
  ['1234567', 'nothing: '],
  ['9.5', 'nothing: '],
  ['10', 'ambiguous: 10'],
  ['kamis 10', 'ambiguous: kamis 10'],
  ['31 agustus 9', 'ambiguous: 31 agustus 9'],
  ['kamis jam 12 malam', 'ambiguous: kamis jam 12 malam'],
  ['besok tengah malam', 'ambiguous: besok tengah malam'],
  ['31 Februari', 'no-such-date: 31 Februari'],
  ['31 feb', 'no-such-date: 31 Februari'],
  ['31/2', 'no-such-date: 31 Februari'],
  ['29/2/2023', 'no-such-date: 29 Februari 2023'],
  ['31/13', 'no-such-date: 31/13'],
  ['8/31', 'no-such-date: 8/31'],
  ['32 agustus', 'no-such-date: 32 Agustus'],
  ['0/8/2023', 'no-such-date: 0 Agustus 2023'],
  ['2023-02-30', 'no-such-date: 30 Februari 2023'],
  ['tanggal 32', 'no-such-date: 32 Agustus 2023'],
  ['31 bulan depan', 'no-such-date: 31 September 2023'],
  ['Kamis, 31 Februari', 'no-such-date: 31 Februari'],
  ['31 februari jam 10', 'no-such-date: 31 Februari'],
  ['rabu 31/8/2023', 'wrong-weekday: rabu 31/8/2023 (Kamis, 31 Agustus 2023)'],
  ['minggu depan', 'needs-day: minggu depan'],
  ['pekan depan jam 10', 'needs-day: pekan depan'],
  ['next week', 'needs-day: next week'],
  ['bulan depan', 'needs-day: bulan depan'],
  ['Agustus', 'needs-day: Agustus'],
  ['september 2023', 'needs-day: september 2023'],
  ['jam 25', 'no-such-time: jam 25'],
  ['besok jam 25', 'no-such-time: jam 25'],
  ['24.00', 'no-such-time: 24.00'],
  ['10.75', 'no-such-time: 10.75'],
  ['jam 9 siang', 'no-such-time: jam 9 siang'],
  ['jam 12 pagi', 'no-such-time: jam 12 pagi'],
  ['besok pagi jam 14', 'no-such-time: jam 14'],
  ['09.00-25.00', 'no-such-time: 09.00-25.00'],
  ['11.00-09.00', 'end-before-start: 11.00-09.00'],
  ['besok jam 14 sampai 10', 'end-before-start: jam 14 sampai 10'],
  ['10.00-10.00', 'end-before-start: 10.00-10.00'],
];

describe('readWhen', () => {
  it.each(days)('reads the day %j as %s', (text, expected) => expect(said(text)).toBe(expected));
  it.each(times)('reads the time %j as %s', (text, expected) => expect(said(text)).toBe(expected));
  it.each(both)('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));
  it.each(overMidnight)('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));

  it('keeps the day that was given where only the time is asked for', () => {
    expect(said('jam 22 sampai 02.00 besok', { asked: 'time' })).toBe('22:00-02:00');
  });

  it.each(refused)('does not take %j: %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['kamis', '2023-08-24'],
    ['selasa', '2023-08-29'],
    ['minggu', '2023-08-27'],
    ['31/8', '2022-08-31'],
    ['29 agustus', '2023-08-29'],
    ['28 agustus', '2023-08-28'],
    ['tanggal 30', '2023-07-30'],
    ['tanggal 29', '2023-08-29'],
    ['kamis jam 10', '2023-08-24 10:00'],
    ['besok', '2023-08-30'],
    ['31 desember', '2022-12-31'],
  ])('looking back, reads %j as %s', (text, expected) => {
    expect(said(text, { prefer: 'past' })).toBe(expected);
  });

  it('takes a number alone as what was asked for', () => {
    expect(said('30', { asked: 'date' })).toBe('2023-08-30');
    expect(said('5', { asked: 'date' })).toBe('2023-09-05');
    expect(said('40', { asked: 'date' })).toBe('no-such-date: 40 Agustus 2023');
    expect(said('10', { asked: 'time' })).toBe('10:00');
    expect(said('sepuluh', { asked: 'time' })).toBe('10:00');
    expect(said('2', { asked: 'time' })).toBe('14:00');
    expect(said('40', { asked: 'time' })).toBe('no-such-time: jam 40');
    expect(said('besok', { asked: 'date' })).toBe('2023-08-30');
  });

  it('names a date that does not exist in the language asked for', () => {
    expect(said('31 feb', { locale: 'en' })).toBe('no-such-date: 31 February');
  });

  it('counts days from the date in the zone', () => {
    const lateInJakarta = new Date('2023-08-29T16:00:00Z');
    expect(said('besok', { now: lateInJakarta, zone: 'Asia/Jakarta' })).toBe('2023-08-30');
    expect(said('besok', { now: lateInJakarta })).toBe('2023-08-31');
  });

  it('takes the Monday after a weekend as next week’s', () => {
    expect(said('senin depan', { now: new Date('2023-09-01T00:00:00Z') })).toBe('2023-09-04');
    expect(said('senin depan', { now: new Date('2023-09-03T00:00:00Z') })).toBe('2023-09-04');
    expect(said('kamis depan', { now: new Date('2023-08-31T00:00:00Z') })).toBe('2023-09-07');
  });

  it('does not pass over a month that lacks the day', () => {
    expect(said('tanggal 31', { now: new Date('2023-09-05T00:00:00Z') })).toBe(
      'no-such-date: 31 September 2023',
    );
    expect(said('29 Februari', { now: new Date('2023-01-05T00:00:00Z') })).toBe('no-such-date: 29 Februari');
  });

  it('reads back every date and time that the bot writes', () => {
    const instants = fc.integer({ min: 0, max: 50 * 365 * 288 }).map((fives) => new Date(fives * 300_000));
    fc.assert(
      fc.property(instants, fc.constantFrom('id' as const, 'en' as const), (instant, locale) => {
        const [date, time] = [localDate(instant, zone), localTime(instant, zone)];
        expect(readWhen(formatDate(date, locale), { now, zone })).toEqual({ ok: true, date });
        expect(readWhen(formatDateTime(instant, zone, locale), { now, zone })).toEqual({
          ok: true,
          date,
          time,
        });
        const end = new Date(instant.getTime() + 5 * 60_000);
        if (time.hour === 23 && time.minute === 55) return;
        const endTime = localTime(end, zone);
        expect(readWhen(formatRange(instant, end, zone, locale), { now, zone })).toEqual({
          ok: true,
          date,
          time,
          endTime,
        });
      }),
    );
  });

  it('never throws, and gives real dates and times in order', () => {
    const words = [...days, ...times, ...both, ...refused].flatMap(([text]) => text.split(' '));
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('future' as const, 'past' as const), (text, prefer) => {
        const when = readWhen(text, { now, zone, prefer });
        if (!when.ok) return;
        const { date, time, endTime } = when;
        expect(date ?? time).toBeDefined();
        expect(!date || isRealDate(date)).toBe(true);
        expect(!time || isRealTime(time)).toBe(true);
        expect(!endTime || (time && compareTimes(time, endTime) < 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
