import type { HolidayYear } from './holidays-year.js';

/** 2023, as amended twice: joint leave around Idul Fitri moved forward, and two days beside Idul Adha were added. */
export const HOLIDAYS_2023: HolidayYear = {
  year: 2023,
  decrees: [
    { title: 'SKB 1066 Tahun 2022, 3 Tahun 2022, 3 Tahun 2022', date: '2022-10-11' },
    // The day on which it was made known.
    { title: 'SKB 327 Tahun 2023, 1 Tahun 2023, 1 Tahun 2023', date: '2023-03-29' },
    { title: 'SKB 624 Tahun 2023, 2 Tahun 2023, 2 Tahun 2023', date: '2023-06-16' },
  ],
  national: [
    ['01-01', 'newYear'],
    ['01-22', 'chineseNewYear'],
    ['02-18', 'ascensionOfTheProphet'],
    ['03-22', 'nyepi'],
    ['04-07', 'goodFriday'],
    ['04-22', 'eidAlFitr'],
    ['04-23', 'eidAlFitr'],
    ['05-01', 'labour'],
    ['05-18', 'ascension'],
    ['06-01', 'pancasila'],
    ['06-04', 'vesak'],
    ['06-29', 'eidAlAdha'],
    ['07-19', 'islamicNewYear'],
    ['08-17', 'independence'],
    ['09-28', 'birthOfTheProphet'],
    ['12-25', 'christmas'],
  ],
  jointLeave: [
    ['01-23', 'chineseNewYear'],
    ['03-23', 'nyepi'],
    ['04-19', 'eidAlFitr'],
    ['04-20', 'eidAlFitr'],
    ['04-21', 'eidAlFitr'],
    ['04-24', 'eidAlFitr'],
    ['04-25', 'eidAlFitr'],
    ['06-02', 'vesak'],
    ['06-28', 'eidAlAdha'],
    ['06-30', 'eidAlAdha'],
    ['12-26', 'christmas'],
  ],
};
