import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/access/actor.js';
import {
  changed,
  DEFAULTS,
  familiesOf,
  quietEnd,
  quietText,
  readQuiet,
  type Settings,
  SWITCHES,
  wishOf,
} from '../../../src/features/reminders/rules.js';
import { localTime } from '../../../src/lib/zoned.js';

const ZONE = 'Asia/Jayapura';
const NIGHT = { from: 21 * 60, until: 6 * 60 };
const wit = (text: string) => new Date(`2023-08-${text}:00+09:00`);
const H1 = { family: 'visits', before: 'H-1' };

describe('quiet hours', () => {
  it.each([
    ['28T20:59', undefined],
    ['28T21:00', '29T06:00'],
    ['28T23:59', '29T06:00'],
    ['29T00:00', '29T06:00'],
    ['29T05:59', '29T06:00'],
    ['29T06:00', undefined],
  ])('from 21.00 to 06.00, %s ends %s', (at, end) => {
    expect(quietEnd(NIGHT, ZONE, wit(at))).toEqual(end && wit(end));
  });

  it('may lie within a day', () => {
    const noon = { from: 12 * 60, until: 13 * 60 };
    expect(quietEnd(noon, ZONE, wit('28T12:30'))).toEqual(wit('28T13:00'));
    expect(quietEnd(noon, ZONE, wit('28T13:00'))).toBeUndefined();
  });

  it('end within a day, when the clock shows so, and not inside themselves', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const moment = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') });
    fc.assert(
      fc.property(minute, minute, moment, (from, until, now) => {
        fc.pre(from !== until);
        const end = quietEnd({ from, until }, ZONE, now);
        if (!end) return;
        const { hour, minute: past } = localTime(end, ZONE);
        expect(hour * 60 + past).toBe(until);
        expect(end.getTime() - now.getTime()).toBeGreaterThan(0);
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
        expect(quietEnd({ from, until }, ZONE, end)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['21.00–06.00', '21.00–06.00'],
    ['21-6', '21.00–06.00'],
    ['jam 21:30 s.d. 5', '21.30–05.00'],
    ['22 sampai jam 4.15', '22.00–04.15'],
    ['20 hingga 24', '20.00–00.00'],
  ])('%s is understood', (typed, read) => {
    const quiet = readQuiet(typed);
    expect(quiet && quietText(quiet, 'id')).toBe(read);
  });

  it.each(['', 'malam', '21', '25-6', '21.60-6', '6-6', '21-6-7', '24.30-6'])('%s is not', (typed) => {
    expect(readQuiet(typed)).toBeUndefined();
  });

  it('are understood as they are written, in both languages', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, fc.constantFrom('id', 'en'), (from, until, locale) => {
        fc.pre(from !== until);
        expect(readQuiet(quietText({ from, until }, locale))).toEqual({ from, until });
      }),
    );
  });
});

describe('what somebody wishes', () => {
  const now = wit('28T22:00');

  it('is everything at any hour unless they said otherwise', () => {
    expect(wishOf(DEFAULTS, H1, ZONE, now)).toBeUndefined();
  });

  it.each(SWITCHES)('%s can be switched off and on again', (name) => {
    const off = changed(DEFAULTS, { what: 'switch', name, on: false });
    const twice = changed(off, { what: 'switch', name, on: false });
    expect(twice).toEqual(off);
    const reminder = { family: 'visits', before: 'H-1' };
    const hit = name === 'visits' || name === 'H-1';
    expect(wishOf(off, reminder, ZONE, now)).toEqual(hit ? { drop: 'muted' } : undefined);
    expect(changed(off, { what: 'switch', name, on: true })).toEqual(DEFAULTS);
  });

  it('quiet hours hold until they end, and send what would be too late then', () => {
    const settings = changed(DEFAULTS, { what: 'quiet', quiet: NIGHT });
    expect(wishOf(settings, H1, ZONE, now)).toEqual({ until: wit('29T06:00'), tooLate: 'send' });
    expect(wishOf(settings, H1, ZONE, wit('28T12:00'))).toBeUndefined();
  });

  it('a pause holds until its end and the quiet hours in which that lies, and drops what is too late then', () => {
    const paused = changed(DEFAULTS, { what: 'pause', until: wit('31T00:00') });
    expect(wishOf(paused, H1, ZONE, now)).toEqual({ until: wit('31T00:00'), tooLate: 'drop' });
    expect(wishOf(paused, H1, ZONE, wit('31T00:00'))).toBeUndefined();
    const both = changed(paused, { what: 'quiet', quiet: NIGHT });
    expect(wishOf(both, H1, ZONE, now)).toEqual({ until: wit('31T06:00'), tooLate: 'drop' });
  });
});

describe('times that were chosen', () => {
  const dueAt = wit('30T08:00');
  const choose = (name: 'H-7' | 'H-1' | '2h', minutes: number, of = DEFAULTS) =>
    changed(of, { what: 'lead', name, minutes });
  const wish = (settings: Settings, now: Date, before = 'H-1') =>
    wishOf(settings, { family: 'visits', before }, ZONE, now, dueAt);

  it('hold a reminder of that time for so long, and no other', () => {
    const later = choose('H-1', 480);
    expect(wish(later, dueAt)).toEqual({ until: wit('30T16:00'), tooLate: 'send' });
    expect(wish(later, wit('30T15:59'))).toEqual({ until: wit('30T16:00'), tooLate: 'send' });
    expect(wish(later, wit('30T16:00'))).toBeUndefined();
    expect(wish(later, dueAt, '2h')).toBeUndefined();
    expect(wishOf(later, { family: 'agenda' }, ZONE, dueAt, dueAt)).toBeUndefined();
    expect(wish(choose('H-1', 0, later), dueAt)).toBeUndefined();
  });

  it('are those that are offered', () => {
    expect(choose('2h', 61)).toEqual(DEFAULTS);
    expect(choose('2h', 90).later).toEqual({ '2h': 90 });
  });

  it('give way to quiet hours and pauses that they end in', () => {
    const quiet = choose('H-1', 480, changed(DEFAULTS, { what: 'quiet', quiet: { from: 900, until: 1020 } }));
    expect(wish(quiet, dueAt)).toEqual({ until: wit('30T17:00'), tooLate: 'send' });
    const paused = choose('H-1', 480, changed(DEFAULTS, { what: 'pause', until: wit('31T00:00') }));
    expect(wish(paused, dueAt)).toEqual({ until: wit('31T00:00'), tooLate: 'drop' });
  });
});

describe('what can be reminded of', () => {
  const holding = (kind: PostKind): Actor => ({
    ...{ personId: 1, telegramId: 1n, name: '', locale: 'id', unitId: 1, unitName: '', zone: ZONE },
    posts: [{ id: 1, unitId: 1, kind, agencyId: kind.startsWith('agency') ? 1 : null }],
  });

  it('follows from the posts', () => {
    expect(familiesOf(holding('officer'))).toEqual([
      'visits',
      'sessions',
      'agenda',
      'followUps',
      'agreements',
      'alerts',
      'programmes',
    ]);
    expect(familiesOf(holding('humas'))).toEqual(['visits', 'followUps']);
    expect(familiesOf(holding('agencyHead'))).toEqual(['visits', 'sessions', 'followUps']);
  });
});
