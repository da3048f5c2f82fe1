import { compareDates, isoDate, type LocalDate, localDate } from '../../../lib/zoned.js';
import { matchName, type Named } from '../../../reading/match.js';
import { searchName } from '../../../reading/search-name.js';
import { readWhen, type WhenFault, type WhenOptions } from '../../../reading/when.js';
import { WHAT_MAX } from '../followup/rules.js';

/** Somebody who can be named as owner. */
export type Candidate = Named & { readonly kind: 'person' | 'agency'; readonly id: number };

/** A follow-up as it was typed; `readAs` is what stood there, where the name wasn't exact. */
export type Item = {
  readonly what: string;
  readonly kind: 'person' | 'agency';
  readonly ownerId: number;
  readonly dueOn: string;
  readonly readAs?: string;
};

/** What is wrong with a line. `names`: who could be meant. */
export type ItemFault =
  | { readonly kind: 'no-what' | 'no-date' }
  | { readonly kind: 'too-long'; readonly length: number }
  | { readonly kind: 'date'; readonly fault: WhenFault; readonly typed: string }
  | { readonly kind: 'past'; readonly date: LocalDate }
  | { readonly kind: 'owner'; readonly typed: string; readonly names: readonly string[] };

/** A line that wasn't taken, as it was typed. */
export type FaultyLine = { readonly line: string; readonly fault: ItemFault };

export type Around = Pick<WhenOptions, 'now' | 'zone' | 'locale'> & {
  readonly owners: readonly Candidate[];
  /** Who types: the owner where none is named. */
  readonly selfId: number;
};

const SELF = new Set(['saya', 'aku', 'sendiri', 'me', 'i', 'myself']);
const BULLET = /^\s*(?:[-–•*]|\d{1,2}[.)])\s+/u;
const UNTIL =
  /^(?:paling\s+lambat|selambat-?lambatnya|sebelum|sampai|hingga|tenggat|batas|due|until|before|by)\s+/iu;
const LONGEST_SPAN = 3;

type Read = { readonly date: LocalDate } | { readonly fault: WhenFault } | undefined;

function dateIn(text: string, options: WhenOptions): Read {
  const read = readWhen(text.replace(UNTIL, ''), options);
  if (!read.ok) return { fault: read };
  return read.date && { date: read.date };
}

type Dated = { readonly date: LocalDate; readonly others: readonly string[] };

/** The date among the parts of a line (`Jumat, 15 September` may be two of them), or at the end of the last. */
function takeDate(parts: readonly string[], options: WhenOptions): Dated | { readonly fault: ItemFault } {
  for (let to = parts.length; to > 0; to -= 1) {
    for (let from = Math.max(0, to - LONGEST_SPAN); from < to; from += 1) {
      const read = dateIn(parts.slice(from, to).join(', '), { ...options, asked: 'date' });
      if (read && 'date' in read) {
        return { date: read.date, others: [...parts.slice(0, from), ...parts.slice(to)] };
      }
    }
  }
  const last = (parts.at(-1) ?? '').split(' ');
  for (let from = 1; from < last.length; from += 1) {
    const read = dateIn(last.slice(from).join(' '), options);
    if (read && 'date' in read) {
      return { date: read.date, others: [...parts.slice(0, -1), last.slice(0, from).join(' ')] };
    }
  }
  for (const typed of parts.slice(1).toReversed()) {
    const read = dateIn(typed, { ...options, asked: 'date' });
    if (read && 'fault' in read && read.fault.reason !== 'nothing') {
      return { fault: { kind: 'date', fault: read.fault, typed } };
    }
  }
  return { fault: { kind: 'no-date' } };
}

type Owned = { readonly what: string } & Pick<Item, 'kind' | 'ownerId' | 'readAs'>;

function ownerIn(
  typed: string,
  { owners, selfId }: Around,
): Omit<Owned, 'what'> | { readonly fault: ItemFault } {
  if (SELF.has(searchName(typed))) return { kind: 'person', ownerId: selfId };
  const match = matchName(typed, owners);
  if (match.kind === 'one') {
    const { kind, id } = match.item;
    return { kind, ownerId: id, ...(!match.exact && { readAs: typed }) };
  }
  const among = match.kind === 'many' ? match.items : owners;
  return { fault: { kind: 'owner', typed, names: among.map(({ name }) => name) } };
}

/** Who is to do it: the last of what is left, or else the first; nobody named: whoever types. */
function takeOwner(others: readonly string[], around: Around): Owned | { readonly fault: ItemFault } {
  const [first = '', ...rest] = others;
  if (rest.length === 0) {
    const owner = first === '' ? undefined : ownerIn(first, around);
    const nameOnly = owner !== undefined && !('fault' in owner) && owner.readAs === undefined;
    if (first === '' || nameOnly) return { fault: { kind: 'no-what' } };
    return { what: first, kind: 'person', ownerId: around.selfId };
  }
  const owner = ownerIn(others.at(-1) ?? '', around);
  if (!('fault' in owner)) return { what: others.slice(0, -1).join(', '), ...owner };
  const leading = ownerIn(first, around);
  return 'fault' in leading ? owner : { what: rest.join(', '), ...leading };
}

function readLine(line: string, around: Around): Item | { readonly fault: ItemFault } {
  const { now, zone, locale } = around;
  const parts = line
    .replace(BULLET, '')
    .split(/[,;]/u)
    .map((part) => part.trim().replace(/\s+/gu, ' '))
    .filter(Boolean);
  const dated = takeDate(parts, { now, zone, ...(locale && { locale }), prefer: 'future' });
  if ('fault' in dated) return dated;
  const owned = takeOwner(dated.others, around);
  if ('fault' in owned) return owned;
  const length = [...owned.what].length;
  if (length > WHAT_MAX) return { fault: { kind: 'too-long', length } };
  if (compareDates(dated.date, localDate(now, zone)) < 0)
    return { fault: { kind: 'past', date: dated.date } };
  return { ...owned, dueOn: isoDate(dated.date) };
}

/**
 * Reads `kirim draf PKS, Dinas Perikanan, 15 September`, one follow-up a line: what, who, until when, in nearly any
 * order. Lines that can't be read come back with what is wrong; the others are kept.
 */
export function readFollowUps(
  text: string,
  around: Around,
): { readonly items: readonly Item[]; readonly faults: readonly FaultyLine[] } {
  const items: Item[] = [];
  const faults: FaultyLine[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const read = readLine(line, around);
    if ('fault' in read) faults.push({ line, fault: read.fault });
    else items.push(read);
  }
  return { items, faults };
}
