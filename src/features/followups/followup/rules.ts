import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import {
  addDays,
  compareDates,
  type LocalDate,
  localDate,
  parseIsoDate,
  toInstant,
} from '../../../lib/zoned.js';
import { lookUp, tokenize, vocabulary } from '../../../reading/phrase.js';
import { searchWords } from '../../../reading/search-words.js';

export const FOLLOW_UP_STATES = ['open', 'done', 'dropped'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** Who is to do it: one of the unit's people, or an agency (its head, without one its contacts). */
export type Owner = {
  readonly kind: 'person' | 'agency';
  readonly id: number;
  readonly name: string;
};

/** Something agreed at a visit that is to be done by a day (`dueOn`: `2023-09-15`, in the unit's zone). */
export type FollowUp = {
  readonly id: number;
  readonly unitId: number;
  readonly what: string;
  readonly owner: Owner;
  readonly dueOn: string;
  readonly state: FollowUpState;
  /** What came of it, why it was dropped, or why the owner can't. */
  readonly outcome: string | null;
  readonly version: number;
  readonly agreedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly visit: {
    readonly id: number;
    readonly officerId: number;
    readonly startsAt: Date;
    readonly agencyName: string;
  };
};

/** `cannot`: the owner says so and why; it stays open until the unit decides. `note`: what came of it. */
export const FOLLOW_UP_ACTIONS = ['done', 'cannot', 'move', 'drop', 'reopen', 'note'] as const;
export type FollowUpAction = (typeof FOLLOW_UP_ACTIONS)[number];

/** The one table: state → action → the state that follows; what isn't named can't be done. */
const TRANSITIONS: Readonly<Record<FollowUpState, Readonly<Partial<Record<FollowUpAction, FollowUpState>>>>> =
  {
    open: { done: 'done', cannot: 'open', move: 'open', drop: 'dropped' },
    done: { reopen: 'open', note: 'done' },
    dropped: { reopen: 'open' },
  };

/** The state after an action; undefined: it can't be done now. */
export function after(state: FollowUpState, action: FollowUpAction): FollowUpState | undefined {
  return TRANSITIONS[state][action];
}

type Facts = {
  readonly unitId: number;
  readonly owner: Pick<Owner, 'kind' | 'id'>;
  readonly state: FollowUpState;
  readonly visit: { readonly officerId: number };
};

function target({ unitId, owner }: Pick<Facts, 'unitId' | 'owner'>) {
  return { unitId, agencyId: owner.kind === 'agency' ? owner.id : null };
}

/** Whether somebody may see it: all of the unit, of an agency what it is to do itself. */
export function maySee(actor: Actor, followUp: Pick<Facts, 'unitId' | 'owner'>): boolean {
  return can(actor, 'followUp.view', target(followUp));
}

/** Whether it is theirs to do. */
export function isOwner(actor: Actor, followUp: Pick<Facts, 'unitId' | 'owner'>): boolean {
  const { unitId, owner } = followUp;
  if (!maySee(actor, followUp)) return false;
  return owner.kind === 'person'
    ? owner.id === actor.personId
    : actor.posts.some((post) => post.unitId === unitId && post.agencyId === owner.id);
}

/** Whether somebody may do this to it now: the unit's officers all, the owner what tells how it stands. */
export function mayDo(actor: Actor, followUp: Facts, action: FollowUpAction): boolean {
  if (after(followUp.state, action) === undefined) return false;
  const decides = can(actor, 'followUp.change', target(followUp));
  const own = isOwner(actor, followUp);
  switch (action) {
    case 'done':
    case 'note':
      return decides || own;
    case 'cannot':
      // Whoever is responsible for the visit would tell it to themselves: they move or drop it.
      return own && followUp.visit.officerId !== actor.personId;
    case 'reopen':
      return decides || (own && followUp.state === 'done');
    case 'move':
    case 'drop':
      return decides;
  }
}

/** What somebody could do now: buttons are made from it. */
export function actionsOf(actor: Actor, followUp: Facts): ReadonlySet<FollowUpAction> {
  return new Set(FOLLOW_UP_ACTIONS.filter((action) => mayDo(actor, followUp, action)));
}

/** Three days and one day before the day, on it, and once after it, at 08.00 in the unit's zone. */
export const REMINDERS = ['H-3', 'H-1', 'due', 'overdue'] as const;
export type Reminder = (typeof REMINDERS)[number];

const DAYS: Readonly<Record<Reminder, number>> = { 'H-3': -3, 'H-1': -1, due: 0, overdue: 1 };
const EIGHT = { hour: 8, minute: 0 } as const;
/** For so many days after the day the last reminder is still worth sending. */
const OVERDUE_DAYS = 14;

function dayOf(dueOn: string): LocalDate {
  const day = parseIsoDate(dueOn);
  if (!day) throw new Error(`no date ${dueOn}`);
  return day;
}

/** When a reminder of something due that day goes out. */
export function reminderAt(reminder: Reminder, dueOn: string, zone: string): Date {
  return toInstant(addDays(dayOf(dueOn), DAYS[reminder]), EIGHT, zone);
}

/** The reminders that are still ahead. */
export function remindersAhead(
  dueOn: string,
  zone: string,
  now: Date,
): { readonly reminder: Reminder; readonly at: Date }[] {
  return REMINDERS.map((reminder) => ({ reminder, at: reminderAt(reminder, dueOn, zone) })).filter(
    ({ at }) => at > now,
  );
}

/** Until when a reminder that was held up makes sense: until the next takes its place. */
export function reminderExpires(reminder: Reminder, dueOn: string, zone: string): Date {
  const next = REMINDERS[REMINDERS.indexOf(reminder) + 1];
  return next ? reminderAt(next, dueOn, zone) : toInstant(addDays(dayOf(dueOn), OVERDUE_DAYS), EIGHT, zone);
}

const DAY_MS = 24 * 60 * 60_000;

/** Days from today until the day it is due; negative once that is over. */
export function daysLeft(dueOn: string, now: Date, zone: string): number {
  const utc = ({ year, month, day }: LocalDate) => Date.UTC(year, month - 1, day);
  return Math.round((utc(dayOf(dueOn)) - utc(localDate(now, zone))) / DAY_MS);
}

/** Whether the day is over by now. */
export function isPast(dueOn: string, now: Date, zone: string): boolean {
  return compareDates(dayOf(dueOn), localDate(now, zone)) < 0;
}

/** The parts of the list: what is open, what of it is the reader's own to do, what was closed. */
export const LIST_VIEWS = ['open', 'mine', 'closed'] as const;
export type ListView = (typeof LIST_VIEWS)[number];

const VIEW_WORDS = vocabulary<ListView>([
  ['open', 'terbuka|buka|open|terlambat|lewat|telat|late|overdue|semua|all'],
  ['mine', 'saya|tugas saya|punya saya|milik saya|mine|my'],
  ['closed', 'selesai|sudah selesai|tutup|batal|closed|done'],
]);

/** What of the list is asked for after the command: a part of it by its name, or words to search for. */
export function readListed(argument: string): { readonly view: ListView } | { readonly words: string } {
  const phrase = tokenize(argument);
  if (phrase.tokens.length === 0) return { view: 'open' };
  const read = lookUp(VIEW_WORDS, phrase, 0);
  return read?.next === phrase.tokens.length ? { view: read.value } : { words: searchWords(argument) };
}

export const WHAT_MAX = 200;
export const OUTCOME_MAX = 300;
/** So many at once. */
export const MOST_ITEMS = 10;
export const FOLLOW_UPS_PER_PAGE = 8;
