import type { PostKind } from '../../access/actor.js';
import type { Button } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import type { PdfBlock, PdfSpec } from '../../lib/pdf.js';
import {
  compareDates,
  formatDate,
  formatShortDate,
  formatTime,
  isoDate,
  localDate,
  localTime,
  parseIsoDate,
  zoneLabel,
} from '../../lib/zoned.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { heldName } from '../people/index.js';
import type { Attendee, AttendingParty } from '../visits/index.js';
import type { VisitRecord } from './rules.js';
import { recordTap } from './taps.js';

/** For whom a record is written; `unit`: the unit's name. */
export type Reader = Voice & { readonly unit: string };

const BLANK = '…………………………';
/** Rows left empty for whoever came along and isn't known here. */
const EMPTY_ROWS = 3;
const SIGNERS_PER_ROW = 3;
const FOOTER_NAME = 60;

const OUR_POSTS: readonly PostKind[] = ['head', 'officer', 'humas'];
const THEIR_POSTS: readonly PostKind[] = ['agencyHead', 'agencyContact'];

function postText(person: Attendee, kinds: readonly PostKind[], agency: string, { t }: Reader): string {
  const kind = kinds.find((post) => person.posts.includes(post));
  if (!kind) return '';
  const acted = person.acting?.find((post) => post.kind === kind);
  return heldName(t, { kind, agency, acting: acted?.acting ?? null, actingFor: acted?.for ?? null });
}

function placeText({ direction, parties }: VisitRecord, { t, unit }: Reader): string {
  const [host] = parties;
  if (direction === 'toUnit' || !host) return unit;
  const office = t('record-office', { agency: host.name });
  return host.address === null ? office : `${office}, ${host.address}`;
}

function factsOf(record: VisitRecord, reader: Reader): PdfBlock {
  const { t, locale, zone, unit } = reader;
  const { startsAt, endsAt, purpose, parties } = record;
  const clock = (at: Date) => formatTime(localTime(at, zone), locale);
  const [first, last] = [localDate(startsAt, zone), localDate(endsAt, zone)];
  const days = compareDates(first, last) === 0 ? [first] : [first, last];
  return {
    kind: 'facts',
    rows: [
      [t('record-day'), days.map((day) => formatDate(day, locale)).join(' – ')],
      [t('record-time'), `${clock(startsAt)}–${clock(endsAt)} ${zoneLabel(zone, startsAt)}`],
      [t('record-place'), placeText(record, reader)],
      [t('record-purpose'), purpose],
      [t('record-parties'), [unit, ...parties.map(({ name }) => name)].join('; ')],
    ],
  };
}

function attendanceOf({ ours, parties }: VisitRecord, reader: Reader): PdfBlock {
  const { t, unit } = reader;
  const theirs = parties.map(({ name, answeredBy }) => [
    answeredBy?.name ?? '',
    answeredBy ? postText(answeredBy, THEIR_POSTS, name, reader) : '',
    name,
  ]);
  const known = [
    ...ours.map((person) => [person.name, postText(person, OUR_POSTS, unit, reader), unit]),
    ...theirs,
    ...Array.from({ length: EMPTY_ROWS }, () => ['', '', '']),
  ];
  return {
    kind: 'table',
    columns: [
      { title: t('record-number'), share: 1, align: 'right' },
      { title: t('record-name'), share: 6 },
      { title: t('record-post'), share: 5 },
      { title: t('record-agency'), share: 6 },
    ],
    rowHeight: 20,
    rows: known.map((cells, index) => [String(index + 1), ...cells]),
  };
}

function minutesOf({ minutes, parties }: VisitRecord, { t }: Reader): PdfBlock[] {
  if (minutes === null) return [{ kind: 'paragraph', text: `${t('record-no-minutes')}\n\n\n\n` }];
  const agreed = parties.filter((party) => party.agreed).map(({ name }) => name);
  return [
    ...minutes
      .split('\n')
      .filter((text) => text.trim() !== '')
      .map((text): PdfBlock => ({ kind: 'paragraph', text })),
    ...(agreed.length > 0
      ? [
          {
            kind: 'paragraph',
            text: t('record-agreed', { agencies: agreed.join(', ') }),
            small: true,
          } as const,
        ]
      : []),
  ];
}

function followUpsOf({ followUps }: VisitRecord, { t, locale }: Reader): PdfBlock[] {
  if (followUps.length === 0) return [{ kind: 'paragraph', text: t('record-no-followups') }];
  return [
    {
      kind: 'table',
      columns: [
        { title: t('record-number'), share: 1, align: 'right' },
        { title: t('record-what'), share: 8 },
        { title: t('record-owner'), share: 5 },
        { title: t('record-due'), share: 4 },
      ],
      rows: followUps.map(({ what, owner, dueOn }, index) => {
        const day = parseIsoDate(dueOn);
        const due = day ? `${formatShortDate(day, locale)} ${day.year}` : dueOn;
        return [String(index + 1), what, owner.name, due];
      }),
    },
  ];
}

/** What was sent about the visit: pictures, and a line of what else is kept. */
function attachedOf({ attached }: VisitRecord, { t }: Reader): PdfBlock[] {
  const { pictures, others } = attached;
  const kinds = (['photo', 'voice', 'file'] as const).filter((kind) => others[kind] > 0);
  if (pictures.length === 0 && kinds.length === 0) return [];
  const rest = kinds.map((kind) => t(`record-attached-${kind}`, { count: others[kind] })).join(', ');
  const captioned = pictures.map((bytes, at) => ({
    bytes,
    caption: t('record-picture', { number: at + 1 }),
  }));
  return [
    { kind: 'heading', text: t('record-attached') },
    ...(pictures.length > 0 ? [{ kind: 'pictures', pictures: captioned } as const] : []),
    ...(rest === ''
      ? []
      : [{ kind: 'paragraph', text: t('record-attached-rest', { rest }), small: true } as const]),
  ];
}

function signaturesOf({ ours, parties, startsAt }: VisitRecord, reader: Reader): PdfBlock[] {
  const { zone, locale, unit } = reader;
  const signers = [
    { role: unit, name: ours[0]?.name ?? '' },
    ...parties.map(({ name, answeredBy }: AttendingParty) => ({ role: name, name: answeredBy?.name ?? '' })),
  ];
  const count = Math.ceil(signers.length / SIGNERS_PER_ROW);
  return Array.from({ length: count }, (_, row) => ({
    kind: 'signatures',
    ...(row === 0 && { place: `${BLANK}, ${longDate(startsAt, zone, locale)}` }),
    signers: signers.slice(row * SIGNERS_PER_ROW, (row + 1) * SIGNERS_PER_ROW),
  }));
}

/** `31 Agustus 2023`, without the weekday. */
function longDate(at: Date, zone: string, locale: Locale): string {
  return formatDate(localDate(at, zone), locale).replace(/^[^,]*, /u, '');
}

function short(text: string, most: number): string {
  return shorten(text, most);
}

/** The record as a document to print and sign, in the reader's language. */
export function recordSpec(record: VisitRecord, reader: Reader): PdfSpec {
  const { t, unit, zone, locale, now } = reader;
  const { letterNumber, parties, startsAt } = record;
  const partners = parties.map(({ name }) => name).join(', ');
  const date = longDate(startsAt, zone, locale);
  return {
    name: t('record-name-of', { agency: partners, date }),
    createdAt: now,
    letterhead: [unit.toLocaleUpperCase(locale)],
    blocks: [
      {
        kind: 'title',
        text: t('record-title'),
        below:
          letterNumber === null
            ? t('record-letter', { number: BLANK })
            : t('record-letter', { number: letterNumber }),
      },
      { kind: 'paragraph', text: t(`record-opening-${record.direction}`, { unit, agency: partners }) },
      factsOf(record, reader),
      { kind: 'heading', text: t('record-attendance') },
      attendanceOf(record, reader),
      { kind: 'heading', text: t('record-minutes') },
      ...minutesOf(record, reader),
      { kind: 'heading', text: t('record-followups') },
      ...followUpsOf(record, reader),
      { kind: 'paragraph', text: t('record-closing') },
      ...signaturesOf(record, reader),
      ...attachedOf(record, reader),
    ],
    footer: (page, pages) =>
      t('record-footer', {
        agency: short(partners, FOOTER_NAME),
        date,
        page: String(page),
        pages: String(pages),
      }),
  };
}

/** What the file is called. */
export function recordFileName({ startsAt, visitId }: VisitRecord, { t, zone }: Reader): string {
  return `${t('record-file')}-${isoDate(localDate(startsAt, zone))}-${visitId}.pdf`;
}

/** What is said with the file. */
export function captionText({ masked, minutes }: VisitRecord, { t }: Reader): string {
  const said = [
    t('record-caption'),
    ...(minutes === null ? [t('record-caption-no-minutes')] : []),
    ...(masked ? [t('record-caption-masked')] : []),
  ];
  return said.join('\n');
}

/** Leads from a visit to its record. */
export function recordButton(visit: number, t: Translate): Button {
  return { label: t('record-button'), data: recordTap.data({ visit }) };
}
