import { describe, expect, it } from 'vitest';
import { LATER_CHOICES, readLater } from '../../../../src/features/reminders/later/rules.js';

const ZONE = 'Asia/Jayapura';
const wit = (moment: string) => new Date(`2023-${moment}:00+09:00`);
/** Wednesday. */
const NOW = wit('08-30T08:10');
const read = (text: string, now = NOW, locale: 'id' | 'en' = 'id') =>
  readLater(text, { now, zone: ZONE, locale })?.getTime();

describe('until when a reminder is put off', () => {
  it.each([
    ['3 jam lagi', '08-30T11:10'],
    ['tiga jam lagi', '08-30T11:10'],
    ['sejam lagi', '08-30T09:10'],
    ['setengah jam lagi', '08-30T08:40'],
    ['20 menit lagi', '08-30T08:30'],
    ['2 hari lagi', '09-01T08:10'],
    ['  Besok   PAGI ', '08-31T07:00'],
    ['besok', '08-31T08:00'],
    ['besok siang', '08-31T12:00'],
    ['nanti sore', '08-30T16:00'],
    ['sore', '08-30T16:00'],
    ['nanti malam', '08-30T19:00'],
    ['besok jam 9', '08-31T09:00'],
    ['kamis pagi', '08-31T07:00'],
    ['Jumat jam 10', '09-01T10:00'],
    ['jam 15', '08-30T15:00'],
    // An hour that is over today is tomorrow's.
    ['jam 7 pagi', '08-31T07:00'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(wit(expected).getTime());
  });

  it.each([
    ['in 3 hours', '08-30T11:10'],
    ['2 hours later', '08-30T10:10'],
    ['half an hour', '08-30T08:40'],
    ['tomorrow morning', '08-31T07:00'],
    ['this afternoon', '08-30T16:00'],
    ['tomorrow', '08-31T08:00'],
  ])('%s, in English', (text, expected) => {
    expect(read(text, NOW, 'en')).toBe(wit(expected).getTime());
  });

  it.each([
    '',
    'nanti',
    'kapan-kapan',
    '0 jam lagi',
    '999 hari lagi',
    'kemarin',
    'besok pagi sekali ya',
    'pagi',
  ])('“%s” is no time ahead', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('what is at hand is ahead, but for an afternoon that is over', () => {
    const offered = (now: Date) => LATER_CHOICES.filter((text) => read(text, now) !== undefined);
    expect(offered(NOW)).toEqual([...LATER_CHOICES]);
    expect(offered(wit('08-30T16:00'))).toEqual(['3 jam lagi', 'besok pagi']);
  });
});
