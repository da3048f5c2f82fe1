import type { HolidayYear } from './holidays-year.js';

/** 2025, as amended: 18 August was added to the joint leave. */
export const HOLIDAYS_2025: HolidayYear = {
  year: 2025,
  decrees: [
    { title: 'SKB 1017 Tahun 2024, 2 Tahun 2024, 2 Tahun 2024', date: '2024-10-14' },
    { title: 'SKB 933 Tahun 2025, 1 Tahun 2025, 3 Tahun 2025', date: '2025-08-07' },
  ],
  national: [
    ['01-01', 'newYear'],
    ['01-27', 'ascensionOfTheProphet'],
    ['01-29', 'chineseNewYear'],
    ['03-29', 'nyepi'],
    ['03-31', 'eidAlFitr'],
    ['04-01', 'eidAlFitr'],
    ['04-18', 'goodFriday'],
    ['04-20', 'easter'],
    ['05-01', 'labour'],
    ['05-12', 'vesak'],
    ['05-29', 'ascension'],
    ['06-01', 'pancasila'],
    ['06-06', 'eidAlAdha'],
    ['06-27', 'islamicNewYear'],
    ['08-17', 'independence'],
    ['09-05', 'birthOfTheProphet'],
    ['12-25', 'christmas'],
  ],
  jointLeave: [
    ['01-28', 'chineseNewYear'],
    ['03-28', 'nyepi'],
    ['04-02', 'eidAlFitr'],
    ['04-03', 'eidAlFitr'],
    ['04-04', 'eidAlFitr'],
    ['04-07', 'eidAlFitr'],
    ['05-13', 'vesak'],
    ['05-30', 'ascension'],
    ['06-09', 'eidAlAdha'],
    ['08-18', 'independence'],
    ['12-26', 'christmas'],
  ],
};
