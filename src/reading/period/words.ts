import { vocabulary } from '../phrase.js';
import type { MonthsKind } from './period.js';

/** Words before a period in a question: `per 31/8`, `selama Agustus`. */
export const periodPrefixes = vocabulary<true>([
  [true, 'pada|pd|per|di|selama|untuk|dalam|during|in|on|as of|as at|for|,'],
]);

/** Units of several months, which are counted within a year: `triwulan III`, `TW 3`, `semester 1`. */
export const numberedUnits = vocabulary<MonthsKind>([
  ['quarter', 'triwulan|tri wulan|tw|trwln|kuartal|kwartal|quarter|q'],
  ['semester', 'semester|smt|smstr'],
]);

/** Their numbers; digits are read too. */
export const ordinals = vocabulary<number>([
  [1, 'i|satu|pertama|kesatu|one'],
  [2, 'ii|dua|kedua|two'],
  [3, 'iii|tiga|ketiga|three'],
  [4, 'iv|empat|keempat|four'],
]);

/** What is counted back from today: `3 bulan terakhir`, `last 3 months`. */
export const lastUnits = vocabulary<'day' | 'week' | MonthsKind>([
  ['day', 'hari|hr|day|days'],
  ['week', 'minggu|mgg|mggu|pekan|week|weeks'],
  ['month', 'bulan|bln|month|months'],
  ['quarter', 'triwulan|tw|kuartal|quarter|quarters'],
  ['semester', 'semester|smt|semesters'],
  ['year', 'tahun|thn|th|year|years'],
]);
export const lastOnes = vocabulary<'week' | 'month' | 'year'>([
  ['week', 'seminggu|sepekan'],
  ['month', 'sebulan'],
  ['year', 'setahun'],
]);
export const lastSuffixes = vocabulary<true>([[true, 'terakhir|terkahir|trakhir|belakangan|belakangan ini']]);
export const lastPrefixes = vocabulary<true>([[true, 'the last|last|the past|past']]);

/** The first or last day of what follows: `akhir Agustus`, `awal tahun`. */
export const edges = vocabulary<'start' | 'end'>([
  ['start', 'awal|start of|beginning of|the start of|the beginning of'],
  ['end', 'akhir|end of|the end of'],
]);

/** Where a span begins that goes on until today. */
export const sinces = vocabulary<true>([[true, 'sejak|semenjak|sedari|mulai|dari|since|from']]);
/** Where a span ends that began with its year, as cumulative reports do. */
export const untils = vocabulary<true>([
  [true, 'sampai|sampe|sampai dengan|smp|sd|hingga|hg|until|till|til|up to'],
]);
export const presents = vocabulary<true>([[true, 'sekarang|skrg|kini|saat ini|hari ini|now|today']]);
