import { createEvent, type DateArray } from 'ics';
import type { OutgoingFile } from '../../../delivery/notice.js';
import { foldLines } from '../../../reading/fold.js';
import { partnersText, placeText, type Reader } from '../visit/messages.js';
import type { Visit } from '../visit/rules.js';

function utc(at: Date): DateArray {
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
}

/**
 * The visit as an iCalendar file (RFC 5545, 5546): one UID for its whole life, the SEQUENCE of its last agreement or
 * cancellation, times in UTC. A visit called off or declined is a CANCEL, also to an agency that is `out` of it; any
 * other a REQUEST.
 */
export function calendarFile(
  visit: Visit,
  reader: Pick<Reader, 't' | 'unit' | 'now' | 'locale'>,
  out = false,
): OutgoingFile {
  const { t, unit, now } = reader;
  const off = out || visit.state === 'cancelled' || visit.state === 'declined';
  const agency = partnersText(visit, reader);
  const { error, value } = createEvent({
    productId: '-//Sambang//ID',
    uid: `visit-${visit.unitId}-${visit.id}@sambang`,
    sequence: visit.sequence,
    method: off ? 'CANCEL' : 'REQUEST',
    status: off ? 'CANCELLED' : 'CONFIRMED',
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
