import type { HolidayYear } from './holidays-year.js';

/** 2026. */
export const HOLIDAYS_2026: HolidayYear = {
  year: 2026,
  decrees: [{ title: 'SKB 1497 Tahun 2025, 2 Tahun 2025, 5 Tahun 2025', date: '2025-09-19' }],
  national: [
    ['01-01', 'newYear'],
    ['01-16', 'ascensionOfTheProphet'],
    ['02-17', 'chineseNewYear'],
    ['03-19', 'nyepi'],
    ['03-21', 'eidAlFitr'],
    ['03-22', 'eidAlFitr'],
    ['04-03', 'goodFriday'],
    ['04-05', 'easter'],
    ['05-01', 'labour'],
    ['05-14', 'ascension'],
    ['05-27', 'eidAlAdha'],
    ['05-31', 'vesak'],
    ['06-01', 'pancasila'],
    ['06-16', 'islamicNewYear'],
    ['08-17', 'independence'],
    ['08-25', 'birthOfTheProphet'],
    ['12-25', 'christmas'],
  ],
  jointLeave: [
    ['02-16', 'chineseNewYear'],
    ['03-18', 'nyepi'],
    ['03-20', 'eidAlFitr'],
    ['03-23', 'eidAlFitr'],
    ['03-24', 'eidAlFitr'],
    ['05-15', 'ascension'],
    ['05-28', 'eidAlAdha'],
    ['12-24', 'christmas'],
  ],
};
