import { describe, expect, it } from 'vitest';
import { readTimetable, slotText } from '../../../../src/features/sessions/timetable/rules.js';

const ZONE = 'Asia/Jayapura';
const read = (text: string) => {
  const reading = readTimetable(text, ZONE);
  return reading.ok
    ? reading.slots.map((slot) => slotText(slot, 'id')).join('; ')
    : `${reading.reason}: ${reading.understood}`;
};

describe('a typed timetable', () => {
  it.each([
    ['Selasa & Kamis 09.00–11.00', 'Selasa 09.00–11.00; Kamis 09.00–11.00'],
    ['tiap Senin jam 9-11', 'Senin 09.00–11.00'],
    ['setiap hari Senin dan Rabu pukul 09.00 s.d. 11.00 WIT', 'Senin 09.00–11.00; Rabu 09.00–11.00'],
    ['selasa,kamis 9-11', 'Selasa 09.00–11.00; Kamis 09.00–11.00'],
    ['Selasa/Kamis jam 9', 'Selasa 09.00–11.00; Kamis 09.00–11.00'],
    ['Jum’at 13.30-15.00', 'Jumat 13.30–15.00'],
    ['sen rab jum 8-10', 'Senin 08.00–10.00; Rabu 08.00–10.00; Jumat 08.00–10.00'],
    ['Senin-Rabu 8-10', 'Senin 08.00–10.00; Selasa 08.00–10.00; Rabu 08.00–10.00'],
    ['Sabtu s.d. Senin 07.00-08.00', 'Senin 07.00–08.00; Sabtu 07.00–08.00; Minggu 07.00–08.00'],
    ['Senin 9-11, Rabu 13-15', 'Senin 09.00–11.00; Rabu 13.00–15.00'],
    ['Rabu 13-15; Senin 9-11', 'Senin 09.00–11.00; Rabu 13.00–15.00'],
    ['Senin 9-11 dan 13-15', 'Senin 09.00–11.00; Senin 13.00–15.00'],
    ['09.00-11.00 Selasa & Kamis', 'Selasa 09.00–11.00; Kamis 09.00–11.00'],
    ['Minggu jam setengah 8 pagi', 'Minggu 07.30–09.30'],
    ['tiap minggu Selasa jam 2 siang', 'Selasa 14.00–16.00'],
    [
      'hari kerja 8-9',
      'Senin 08.00–09.00; Selasa 08.00–09.00; Rabu 08.00–09.00; Kamis 08.00–09.00; Jumat 08.00–09.00',
    ],
    ['every Tuesday and Thursday 9-11', 'Selasa 09.00–11.00; Kamis 09.00–11.00'],
    ['Mondays at 2 pm', 'Senin 14.00–16.00'],
    ['Selasa 9-11, Selasa 9-11', 'Selasa 09.00–11.00'],
    ['Senin 09.00-11.00 WIB', 'Senin 11.00–13.00'],
    ['Senin 00.30-01.30 WIT', 'Senin 00.30–01.30'],
  ])('%s → %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('daily means all seven days', () => {
    const reading = readTimetable('setiap hari 07.00-08.00', ZONE);
    expect(reading.ok && reading.slots.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    ['', 'nothing: '],
    ['Selasa', 'no-time: Selasa'],
    ['Selasa & Kamis pagi', 'no-time: pagi'],
    ['jam 9-11', 'no-day: jam 9-11'],
    ['besok jam 9', 'no-day: besok jam 9'],
    ['Senin jam 25', 'no-such-time: jam 25'],
    ['Senin 11.00-09.00', 'end-before-start: 11.00-09.00'],
    ['Senin 07.00-19.00', 'too-long: Senin 07.00-19.00'],
    ['Senin 9-11, Senin 10-12', 'overlap: Senin 10-12'],
    ['Senin 21.00-23.00 WIB', 'over-midnight: Senin 21.00-23.00 WIB'],
    ['Selasa 9-11 di aula', 'no-time: di aula'],
    ['Selasa 9-11 sampai Desember', 'no-time: sampai Desember'],
    ['tiap hari 6-7, 8-9, 10-11', 'too-many: tiap hari 6-7, 8-9, 10-11'],
  ])('%s is refused: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});
