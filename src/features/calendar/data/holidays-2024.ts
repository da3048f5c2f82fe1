import type { HolidayYear } from './holidays-year.js';

/** 2024, with the two polling days that the President made holidays. */
export const HOLIDAYS_2024: HolidayYear = {
  year: 2024,
  decrees: [
    { title: 'SKB 855 Tahun 2023, 3 Tahun 2023, 4 Tahun 2023', date: '2023-09-12' },
    { title: 'Keputusan Presiden 10 Tahun 2024', date: '2024-02-06' },
    { title: 'Keputusan Presiden 33 Tahun 2024', date: '2024-11-21' },
  ],
  national: [
    ['01-01', 'newYear'],
    ['02-08', 'ascensionOfTheProphet'],
    ['02-10', 'chineseNewYear'],
    ['02-14', 'generalElection'],
    ['03-11', 'nyepi'],
    ['03-29', 'goodFriday'],
    ['03-31', 'easter'],
    ['04-10', 'eidAlFitr'],
    ['04-11', 'eidAlFitr'],
    ['05-01', 'labour'],
    ['05-09', 'ascension'],
    ['05-23', 'vesak'],
    ['06-01', 'pancasila'],
    ['06-17', 'eidAlAdha'],
    ['07-07', 'islamicNewYear'],
    ['08-17', 'independence'],
    ['09-16', 'birthOfTheProphet'],
    ['11-27', 'regionalElection'],
    ['12-25', 'christmas'],
  ],
  jointLeave: [
    ['02-09', 'chineseNewYear'],
    ['03-12', 'nyepi'],
    ['04-08', 'eidAlFitr'],
    ['04-09', 'eidAlFitr'],
    ['04-12', 'eidAlFitr'],
    ['04-15', 'eidAlFitr'],
    ['05-10', 'ascension'],
    ['05-24', 'vesak'],
    ['06-18', 'eidAlAdha'],
    ['12-26', 'christmas'],
  ],
};
