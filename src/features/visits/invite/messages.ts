import { createEvents, type DateArray, type EventAttributes, type HeaderAttributes } from 'ics';
import type { OutgoingFile } from '../../../delivery/notice.js';
import { foldLines } from '../../../reading/fold.js';
import { partnersText, placeText, type Reader } from '../visit/messages.js';
import type { Visit } from '../visit/rules.js';
import type { Entry } from './rules.js';

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

/** With the instant of its DTSTAMP, which the library takes and its types leave out. */
type Event = EventAttributes & { readonly timestamp: number };

/** An entry, but for what a whole calendar says once. */
function eventOf(
  entry: Entry,
  { t, unit, locale }: Pick<Reader, 't' | 'unit' | 'locale'>,
  { installation, out = false }: { readonly installation: string; readonly out?: boolean },
): Event {
  const off = out || entry.state === 'cancelled' || entry.state === 'declined';
  const agency = partnersText(entry, { locale });
  const host = `${installation}.invalid`;
  return {
    uid: `visit-${entry.unitId}-${entry.id}@${host}`,
    sequence: entry.sequence,
    timestamp: entry.changedAt.getTime(),
    status: off ? 'CANCELLED' : 'CONFIRMED',
    organizer: { name: parameter(unit), email: `unit-${entry.unitId}@${host}` },
    start: utc(entry.startsAt),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utc(entry.endsAt),
    endInputType: 'utc',
    endOutputType: 'utc',
    lastModified: utc(entry.changedAt),
    title: t('visit-calendar-title', { unit, agency }),
    description: entry.purpose,
    location: placeText(entry, { t, unit }),
  };
}

const HEADER = { productId: '-//Sambang//ID', method: 'PUBLISH' } as const;

function calendarOf(events: Event[], header: HeaderAttributes): Uint8Array {
  const { error, value } = createEvents(events, header);
  if (value === null) throw error ?? new Error('no calendar file');
  // The library folds by characters, RFC 5545 by octets.
  return new TextEncoder().encode(foldLines(value));
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
  of: { readonly installation: string; readonly out?: boolean },
): OutgoingFile {
  const changedAt = visit.trail[0]?.at ?? reader.now;
  const event = eventOf({ ...visit, changedAt }, reader, of);
  return { name: 'kunjungan.ics', content: calendarOf([event], HEADER) };
}

/** Many visits as one calendar that others subscribe to, with the same entries as their files. */
export function calendarFeed(
  entries: readonly Entry[],
  reader: Pick<Reader, 't' | 'unit' | 'locale'>,
  of: { readonly installation: string },
): Uint8Array {
  const calName = reader.t('visit-calendar-name', { unit: reader.unit });
  const events = entries.map((entry) => eventOf(entry, reader, of));
  return calendarOf(events, { ...HEADER, calName });
}
