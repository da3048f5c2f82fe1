import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';
import { addDays, type LocalDate, localDate, startOfWeek, toInstant } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { searchWords } from '../../../reading/search-words.js';
import { agenciesIn } from '../../agencies/index.js';
import type { ListView } from './rules.js';
import { type Entry, listVisits } from './store.js';

const PER_PAGE = 6;
const AGENCIES_PER_PAGE = 8;

/** A part of the list, of one agency or of all. */
type ListPart = {
  readonly view: ListView;
  readonly page: number;
  readonly agencyId?: number | undefined;
};

type Entries = { readonly entries: readonly Entry[]; readonly more: boolean };
export type Page = ListPart & Entries & { readonly agencyName: string | undefined };

/** `words`: what was searched for, as it fits on a button. */
export type Found = Entries & { readonly words: string; readonly page: number };

export type Partners = {
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
  readonly page: number;
  readonly more: boolean;
};

/** Which visits a part of the list holds. */
function queryFor({ view, agencyId }: ListPart, actor: Actor, now: Date) {
  const day = localDate(now, actor.zone);
  const begins = (date: LocalDate) => toInstant(date, { hour: 0, minute: 0 }, actor.zone);
  const only = agencyId === undefined ? {} : { agencyId };
  const today = begins(day);
  switch (view) {
    case 'today':
      return { from: today, until: begins(addDays(day, 1)), only, newestFirst: false };
    case 'week': {
      const monday = startOfWeek(day);
      return { from: begins(monday), until: begins(addDays(monday, 7)), only, newestFirst: false };
    }
    case 'coming':
      return { from: today, is: 'open' as const, only, newestFirst: false };
    case 'mine':
      return {
        from: today,
        is: 'open' as const,
        only: { ...only, personId: actor.personId },
        newestFirst: false,
      };
    case 'waiting':
      return { from: today, only: { ...only, waiting: true as const }, newestFirst: false };
    case 'past':
      return { until: today, is: 'past' as const, only, newestFirst: true };
  }
}

/** One page of a part of the list, counted from the unit's present day. */
async function list(db: Db, actor: Actor, part: ListPart, now: Date): Promise<Page> {
  const scope = scopeOf(actor, 'visit.view');
  const { agencyId, page } = part;
  const query = { ...queryFor(part, actor, now), page, perPage: PER_PAGE };
  const [found, agency] = await Promise.all([
    listVisits(db.read, scope, query),
    agencyId === undefined ? undefined : agenciesIn(db.read, scope, agencyId),
  ]);
  return { ...part, agencyName: agency?.[0]?.name, ...found };
}

/** One page of the visits with these words in their purpose or agency, the newest first. */
async function search(db: Db, actor: Actor, typed: string, page: number): Promise<Found> {
  const words = searchWords(typed);
  const only = { words: searchName(words) };
  const query = { only, newestFirst: true, page, perPage: PER_PAGE };
  const found =
    only.words === ''
      ? { entries: [], more: false }
      : await listVisits(db.read, scopeOf(actor, 'visit.view'), query);
  return { words, page, ...found };
}

/** A page of the agencies whose visits somebody may see, by name. */
async function partners(db: Db, actor: Actor, page: number): Promise<Partners> {
  const all = await agenciesIn(db.read, scopeOf(actor, 'visit.view'));
  const agencies = all.slice(page * AGENCIES_PER_PAGE, (page + 1) * AGENCIES_PER_PAGE);
  return { agencies, page, more: all.length > (page + 1) * AGENCIES_PER_PAGE };
}

const useCases = { list, search, partners };

/** The visits that somebody may see: in parts, by agency, by words. */
export type VisitLists = Given<typeof useCases>;

export function visitLists(db: Db): VisitLists {
  return given(db, useCases);
}
