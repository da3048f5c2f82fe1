import { currentLanguage } from './words.js';

const LOCALES = { id: 'id-ID', en: 'en-GB' };

function format(date, zone, options) {
  return new Intl.DateTimeFormat(LOCALES[currentLanguage()], { timeZone: zone, ...options }).format(date);
}

/** `12.05` or `12:05`. */
export function timeOf(date, zone) {
  return format(date, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Kamis, 31 Agustus 2023`. */
export function dayOf(date, zone) {
  return format(date, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** `WIT`: Indonesian names the zones of Indonesia, English only their offset. */
export function zoneName(date, zone) {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    date,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** `2023-08-31T12:05`, as a `datetime-local` field wants it. */
export function fieldValue(date, zone) {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(date);
  return text.replace(' ', 'T');
}
