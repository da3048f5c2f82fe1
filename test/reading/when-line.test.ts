import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime, isoDate } from '../../src/lib/zoned.js';
import type { WhenOptions } from '../../src/reading/when.js';
import { splitLine, splitVisitLine } from '../../src/reading/when-line.js';
import { growth } from '../support/patience.js';

// Tuesday, 29 August 2023, 09.00 WIT.
const options: WhenOptions = { now: new Date('2023-08-29T00:00:00Z'), zone: 'Asia/Jayapura' };

function said(text: string): string {
  const line = splitVisitLine(text, options);
  const { date, time, endTime } = (line.ok && line.when) || {};
  const clock = [time, endTime].filter((at) => at !== undefined).map((at) => formatTime(at, 'en'));
  const when = line.ok
    ? [date && isoDate(date), clock.join('-')].filter(Boolean).join(' ')
    : `!${line.reason}: ${line.understood}`;
  return [line.agencyText ?? '', when, line.purpose ?? ''].join(' | ');
}

describe('splitVisitLine', () => {
  it.each([
    [
      'Dinas Perikanan, kamis jam 10, kerja sama pelatihan budidaya',
      'Dinas Perikanan | 2023-08-31 10:00 | kerja sama pelatihan budidaya',
    ],
    [
      'Dinas Perikanan, kamis, jam 10-12, rapat, lanjutan',
      'Dinas Perikanan | 2023-08-31 10:00-12:00 | rapat, lanjutan',
    ],
    [
      'Dinas Perikanan, besok jam 10, kerja sama pelatihan',
      'Dinas Perikanan | 2023-08-30 10:00 | kerja sama pelatihan',
    ],
    [
      'Dinas Perikanan, Kamis, 31 Agustus 2023, 10.00–11.00 WIT, rapat',
      'Dinas Perikanan | 2023-08-31 10:00-11:00 | rapat',
    ],
    [
      'Dinas Perikanan, kamis jam 10, bibit; pakan, kolam ;air',
      'Dinas Perikanan | 2023-08-31 10:00 | bibit; pakan, kolam; air',
    ],
    ['Dinas Perikanan; lusa; jam 2; rapat', 'Dinas Perikanan | 2023-08-31 14:00 | rapat'],
    ['Dinas Perikanan\nlusa\njam 2\nrapat', 'Dinas Perikanan | 2023-08-31 14:00 | rapat'],
    ['Dinas Perikanan', 'Dinas Perikanan |  | '],
    ['Dinas Perikanan, rapat', 'Dinas Perikanan |  | rapat'],
    ['Dinas Perikanan, besok', 'Dinas Perikanan | 2023-08-30 | '],
    ['Dinas Perikanan, jam 10, rapat', 'Dinas Perikanan | 10:00 | rapat'],
    ['Dinas Perikanan, kamis, rapat', 'Dinas Perikanan | 2023-08-31 | rapat'],
    ['besok jam 10', ' | 2023-08-30 10:00 | '],
    ['besok jam 10, Dinas Perikanan, rapat', 'Dinas Perikanan | 2023-08-30 10:00 | rapat'],
    ['Dinas Perikanan, rapat, kamis jam 10', 'Dinas Perikanan | 2023-08-31 10:00 | rapat'],
    ['Dinas Perikanan besok jam 10, rapat', 'Dinas Perikanan | 2023-08-30 10:00 | rapat'],
    ['Dinas Perikanan besok jam 10 rapat awal', 'Dinas Perikanan | 2023-08-30 10:00 | rapat awal'],
    ['Dinas Perikanan besok', 'Dinas Perikanan | 2023-08-30 | '],
    ['Dinas Perikanan, kamis jam 10 rapat, lanjutan', 'Dinas Perikanan | 2023-08-31 10:00 | rapat, lanjutan'],
    ['Sekolah Minggu', 'Sekolah Minggu |  | '],
    ['Dinas Perikanan, besok jam 10, rapat, jumat', 'Dinas Perikanan | 2023-08-30 10:00 | rapat, jumat'],
    ['Dinas Perikanan, besok jam 10, panen agustus', 'Dinas Perikanan | 2023-08-30 10:00 | panen agustus'],
    ['', ' |  | '],
    [' , ;', ' |  | '],
    ['Dinas Perikanan, 31 februari, rapat', 'Dinas Perikanan | !no-such-date: 31 Februari | rapat'],
    ['Dinas Perikanan 31 februari, rapat', 'Dinas Perikanan | !no-such-date: 31 Februari | rapat'],
    ['Dinas Perikanan, kamis, jam 25, rapat', 'Dinas Perikanan | !no-such-time: jam 25 | rapat'],
    ['Dinas Perikanan, kamis jam 25, rapat', 'Dinas Perikanan | !no-such-time: jam 25 | rapat'],
    ['Dinas Perikanan, minggu depan, rapat', 'Dinas Perikanan | !needs-day: minggu depan | rapat'],
    ['Dinas Perikanan, minggu depan, kamis, rapat', 'Dinas Perikanan | 2023-09-07 | rapat'],
    ['Dinas Perikanan, kamis, 10, rapat', 'Dinas Perikanan | !ambiguous: kamis, 10 | rapat'],
    ['Dinas Perikanan, kamis, jumat, rapat', 'Dinas Perikanan | !ambiguous: kamis, jumat | rapat'],
    ['Dinas Perikanan, kamis 11.00-09.00', 'Dinas Perikanan | !end-before-start: 11.00-09.00 | '],
  ])('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));

  it('never throws, and loses no word of a line without a date', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const line = splitVisitLine(text, options);
        if (!line.ok || line.when) return;
        const kept = [line.agencyText, line.purpose].filter((part) => part !== undefined).join(', ');
        expect(kept).toBe(splitLine(text).join(', '));
      }),
    );
  });

  it('reads a long line without delay', () => {
    const grown = growth(100, (times) => splitVisitLine('kamis jam sepuluh lewat '.repeat(times), options));
    expect(grown).toBeLessThan(10);
  });
});

describe('splitLine', () => {
  it('gives the parts between commas, semicolons and new lines', () => {
    expect(splitLine(' Budidaya  Lele, jam 9;; 14 hadir\n')).toEqual(['Budidaya Lele', 'jam 9', '14 hadir']);
  });
});
