import { expect, it } from 'vitest';
import {
  periodText,
  plannedText,
  progressText,
  seatsText,
} from '../../../../src/features/programmes/form/messages.js';
import type { ProgrammeDetail } from '../../../../src/features/programmes/programme/service.js';
import { translator } from '../../../../src/words/translate.js';

const voice = { t: translator('id'), locale: 'id' as const };

it('seats, periods and what is planned are told as they are', async () => {
  const progress = (sessions: number, plannedSessions: number | null, plannedHours: number | null) =>
    progressText(voice, {
      held: { sessions, minutes: 90 },
      plannedSessions,
      plannedHours,
    } as ProgrammeDetail);
  const period = (startsOn: string | null, endsOn: string | null) => periodText(voice, { startsOn, endsOn });
  expect({
    'no limit': seatsText(voice, { enrolled: 3, seats: null, waiting: 0 }),
    'of seats': seatsText(voice, { enrolled: 3, seats: 5, waiting: 0 }),
    'with who waits': seatsText(voice, { enrolled: 5, seats: 5, waiting: 1 }),
    'no limit, and somebody waits': seatsText(voice, { enrolled: 5, seats: null, waiting: 2 }),
    'one year': period('2023-09-01', '2023-12-15'),
    'two years': period('2023-09-01', '2024-01-15'),
    'only a start': period('2023-09-01', null),
    'only an end': period(null, '2023-12-15'),
    'no period': period(null, null),
    'nothing planned': plannedText(voice, { plannedSessions: null, plannedHours: null }),
    'sessions planned': plannedText(voice, { plannedSessions: 12, plannedHours: null }),
    'hours planned': plannedText(voice, { plannedSessions: null, plannedHours: 40 }),
    'both planned': plannedText(voice, { plannedSessions: 12, plannedHours: 40 }),
    'of sessions': progress(2, 12, null),
    'of hours': progress(2, null, 40),
    'of both': progress(2, 12, 40),
    'of none': progress(2, null, null),
    'none held': progress(0, null, null),
    'none held of some': progress(0, 12, null),
  }).toMatchInlineSnapshot(`
    {
      "both planned": "12 sesi · 40 jam",
      "hours planned": "40 jam",
      "no limit": "terdaftar 3",
      "no limit, and somebody waits": "terdaftar 5 · tunggu 2",
      "no period": undefined,
      "none held": undefined,
      "none held of some": "0 dari 12 sesi",
      "nothing planned": undefined,
      "of both": "2 dari 12 sesi · 1,5 dari 40 jam",
      "of hours": "1,5 dari 40 jam",
      "of none": "2 sesi terlaksana",
      "of seats": "terdaftar 3 dari 5 kursi",
      "of sessions": "2 dari 12 sesi",
      "one year": "1 September – 15 Desember 2023",
      "only a start": "mulai 1 September 2023",
      "only an end": "sampai 15 Desember 2023",
      "sessions planned": "12 sesi",
      "two years": "1 September 2023 – 15 Januari 2024",
      "with who waits": "terdaftar 5 dari 5 kursi · tunggu 1",
    }
  `);
});
