import { createEvent, type DateArray } from 'ics';
import type { OutgoingFile } from '../../../delivery/notice.js';
import { foldLines } from '../../../reading/fold.js';
import { partnersText, placeText, type Reader } from '../visit/messages.js';
import type { Visit } from '../visit/rules.js';

function utc(at: Date): DateArray {
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
}

/** A parameter's value, which may hold no quotation mark of its own (RFC 6868). */
function parameter(text: string): string {
  const marks: Readonly<Record<string, string>> = { '^': '^^', '"': "^'", '\n': '^n' };
  return text.replace(/[\^"\n]/gu, (mark) => marks[mark] ?? mark);
}

/** An instant as calendars on the web take it: `20230831T010000Z`. */
function stamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/gu, '');
}

/**
 * Opens a calendar with the fields of a new entry filled in, for phones that don't take a file from Telegram: on a phone
 * the app, else the page. What stands there goes nowhere before it is opened.
 */
export function calendarButton(
  visit: Visit,
  reader: Pick<Reader, 't' | 'unit' | 'locale'>,
): { readonly label: string; readonly url: string } {
  const { t, unit } = reader;
  const url = new URL('https://calendar.google.com/calendar/render');
  url.search = new URLSearchParams({
    action: 'TEMPLATE',
    text: t('visit-calendar-title', { unit, agency: partnersText(visit, reader) }),
    dates: `${stamp(visit.startsAt)}/${stamp(visit.endsAt)}`,
    details: visit.purpose,
    location: placeText(visit, reader),
  }).toString();
  return { label: t('visit-button-calendar'), url: url.href };
}

/**
 * The visit as an iCalendar file (RFC 5545, 5546): one UID for its whole life that no other installation gives, the
 * SEQUENCE of its last agreement or cancellation, times in UTC. It is published, not asked: nobody answers by their
 * calendar, so that there are no attendees, and the organizer's address is one that nobody has. A visit called off or
 * declined is CANCELLED, also to an agency that is `out` of it.
 */
export function calendarFile(
  visit: Visit,
  reader: Pick<Reader, 't' | 'unit' | 'now' | 'locale'>,
  { installation, out = false }: { readonly installation: string; readonly out?: boolean },
): OutgoingFile {
  const { t, unit, now } = reader;
  const off = out || visit.state === 'cancelled' || visit.state === 'declined';
  const agency = partnersText(visit, reader);
  const host = `${installation}.invalid`;
  const { error, value } = createEvent({
    productId: '-//Sambang//ID',
    uid: `visit-${visit.unitId}-${visit.id}@${host}`,
    sequence: visit.sequence,
    method: 'PUBLISH',
    status: off ? 'CANCELLED' : 'CONFIRMED',
    organizer: { name: parameter(unit), email: `unit-${visit.unitId}@${host}` },
    start: utc(visit.startsAt),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utc(visit.endsAt),
    endInputType: 'utc',
    endOutputType: 'utc',
    lastModified: utc(now),
    title: t('visit-calendar-title', { unit, agency }),
    description: visit.purpose,
    location: placeText(visit, reader),
  });
  if (value === null) throw error ?? new Error(`no calendar file of visit ${visit.id}`);
  // The library folds by characters, RFC 5545 by octets.
  return { name: 'kunjungan.ics', content: new TextEncoder().encode(foldLines(value)) };
}
