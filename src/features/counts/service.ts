import type { Actor } from '../../access/actor.js';
import { canSome, scopeOf } from '../../access/can.js';
import type { Db, Reader } from '../../db/database.js';
import { type Given, given } from '../../lib/given.js';
import { isoDate } from '../../lib/zoned.js';
import { type Standing, standingOf } from '../months/index.js';
import type { ProgrammeKind } from '../programmes/index.js';
import { reportedCount } from './month/rules.js';
import { type NamedThing, type Reading, readQuestion } from './question/rules.js';
import { type Moment, momentOf, NO_FILTER, PLAIN, type Question } from './rules.js';
import {
  agenciesOf,
  boundAgency,
  firstRecord,
  NOBODY,
  type People,
  type ProgrammeRow,
  programmesOf,
  type StatusKey,
  type Tallies,
  tally,
} from './store.js';

type ProgrammeFigures = {
  readonly id: number;
  readonly name: string;
  readonly enrolled: People;
  readonly waiting: number;
  /** Undefined where the figures are of a past moment: what seats there were then isn't recorded. */
  readonly seats?: number | null;
};

/** `name` null: the unit's own programmes. */
type AgencyFigures = { readonly name: string | null; readonly enrolled: People };

/** A count's answer. */
export type Figures = {
  readonly question: Question;
  readonly moment: Moment;
  readonly total: People;
  /** The narrowing in words: names of the agency and programme asked for. */
  readonly agencyName: string | null;
  readonly programmeName: string | null;
  readonly byStatus: Readonly<Record<StatusKey, People>>;
  /** Participants in the unit at that instant, of the status asked for; undefined where the asker sees one agency only. */
  readonly present?: { readonly total: number; readonly byStatus: Readonly<Record<StatusKey, number>> };
  /** Enrolments that joined and left within the period asked for. */
  readonly moved?: { readonly joined: number; readonly left: number };
  readonly programmes: readonly ProgrammeFigures[];
  readonly agencies: readonly AgencyFigures[];
  readonly kinds: Readonly<Record<ProgrammeKind, People>>;
  /** Of a closed month: what was reported of it, `people` undefined where that wasn't kept. */
  readonly standing?: Omit<Standing, 'reported'> & { readonly people: number | undefined };
};

export type Counts =
  | {
      readonly ok: true;
      readonly figures: Figures;
      readonly readAs?: { readonly typed: string; readonly name: string };
    }
  /** `other-agency`: outside the asker's reach. `group-private`: not for a group that others may be in. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'other-agency' | 'group-private' }
  | { readonly ok: false; readonly reason: 'future'; readonly question: Question }
  /** Before the unit's first record; `first` is undefined while there is none at all. */
  | {
      readonly ok: false;
      readonly reason: 'no-data';
      readonly question: Question;
      readonly first?: Date;
      readonly mayEnrol: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: 'not-read';
      readonly reading: Exclude<Reading, { kind: 'question' | 'other-agency' }>;
    };

/** Where a count is asked: in private everything in reach, in a group no more than that group may know. */
export type Place = { readonly groupChatId?: bigint };

type Reach = { readonly unitId: number; readonly agencyIds: readonly number[] | null };

type CountsDeps = { readonly db: Db };

/** What the actor may count here; a group's own agency narrows it for everybody in the group. */
async function reachOf(
  { db: { read } }: CountsDeps,
  actor: Actor,
  place: Place,
): Promise<Reach | 'forbidden' | 'group-private'> {
  const scope = scopeOf(actor, 'count.view');
  if (scope.kind === 'none') return 'forbidden';
  const { unitId } = scope;
  const own = scope.kind === 'unit' ? null : scope.agencyIds;
  if (place.groupChatId === undefined) return { unitId, agencyIds: own };
  const bound = await boundAgency(read, unitId, place.groupChatId);
  if (bound === 'elsewhere') return 'group-private';
  if (own === null) return { unitId, agencyIds: typeof bound === 'number' ? [bound] : null };
  // One agency's figures are not for a group that others may be in.
  return typeof bound === 'number' && own.includes(bound) ? { unitId, agencyIds: [bound] } : 'group-private';
}

type Agencies = readonly { readonly id: number; readonly name: string }[];

function isWithin({ agencyIds }: Reach, agency: number | null): boolean {
  return agencyIds === null || (agency !== null && agencyIds.includes(agency));
}

/** Whether the agency and the programme asked for are within reach. */
function mayBeAsked(reach: Reach, { filter }: Question, programmes: readonly ProgrammeRow[]): boolean {
  const { agencyId, programmeId } = filter;
  const programme = programmes.find(({ id }) => id === programmeId);
  if (agencyId !== null && !isWithin(reach, agencyId)) return false;
  return programmeId === null || (programme !== undefined && isWithin(reach, programme.agencyId));
}

/** The programmes that a question is about. */
function programmesAsked(
  reach: Reach,
  { agencyId, programmeId, kind }: Question['filter'],
  programmes: readonly ProgrammeRow[],
): ProgrammeRow[] {
  return programmes.filter(
    (one) =>
      isWithin(reach, one.agencyId) &&
      (programmeId === null || one.id === programmeId) &&
      (agencyId === null || one.agencyId === agencyId) &&
      (kind === null || one.kind === kind),
  );
}

function figuresOf(
  reach: Reach,
  { question, moment }: Pick<Figures, 'question' | 'moment'>,
  tallies: Tallies,
  known: { readonly programmes: readonly ProgrammeRow[]; readonly agencies: Agencies },
): Figures {
  const { filter } = question;
  const asked = programmesAsked(reach, filter, known.programmes);
  const nameOf = (all: Agencies, wanted: number | null) => all.find(({ id }) => id === wanted)?.name ?? null;
  return {
    question,
    moment,
    total: tallies.total,
    agencyName: nameOf(known.agencies, filter.agencyId),
    programmeName: nameOf(known.programmes, filter.programmeId),
    byStatus: ofStatuses((status) => tallies.byStatus.get(status) ?? NOBODY),
    ...(reach.agencyIds === null && { present: presentOf(tallies) }),
    ...(moment.since && { moved: { joined: tallies.joined, left: tallies.left } }),
    programmes: programmeFigures(asked, tallies, moment),
    agencies: [...tallies.byAgency]
      .map(([id, enrolled]) => ({ name: nameOf(known.agencies, id), enrolled }))
      .toSorted((a, b) => b.enrolled.people - a.enrolled.people),
    kinds: {
      attitude: tallies.byKind.get('attitude') ?? NOBODY,
      trade: tallies.byKind.get('trade') ?? NOBODY,
    },
  };
}

async function answer(
  { db: { read } }: CountsDeps,
  reach: Reach,
  actor: Actor,
  question: Question,
  now: Date,
  programmes: readonly ProgrammeRow[],
  agencies: Agencies | undefined,
): Promise<Counts> {
  const { unitId, agencyIds } = reach;
  const { filter, view, period } = question;
  const { agencyId } = filter;
  if (!mayBeAsked(reach, question, programmes)) return { ok: false, reason: 'other-agency' };
  const moment = momentOf(period, now, actor.zone);
  if (!moment) return { ok: false, reason: 'future', question };
  const needsAgencies = !agencies && (view === 'agency' || agencyId !== null);
  const month = period?.kind === 'month' && !moment.current ? isoDate(period.start).slice(0, 7) : undefined;
  const [tallies, named, standing] = await Promise.all([
    tally(read, { unitId, agencyIds, filter }, moment.at, moment.since),
    needsAgencies ? agenciesOf(read, unitId) : (agencies ?? []),
    month === undefined ? undefined : standingOf(read, unitId, month),
  ]);
  if (agencyId !== null && !named.some(({ id }) => id === agencyId)) {
    return { ok: false, reason: 'other-agency' };
  }
  if (isEmpty(tallies)) {
    const first = await firstRecord(read, unitId);
    const mayEnrol = canSome(actor, 'participant.import');
    if (!first || first > moment.at) {
      return { ok: false, reason: 'no-data', question, ...(first && { first }), mayEnrol };
    }
  }
  const figures = figuresOf(reach, { question, moment }, tallies, { programmes, agencies: named });
  if (!standing) return { ok: true, figures };
  const { reported, ...closed } = standing;
  const people = reported && reportedCount(reported, agencyIds, filter).people;
  return { ok: true, figures: { ...figures, standing: { ...closed, people } } };
}

/**
 * Answers a one-line question; an empty one is everything now. Plain: two queries, one more where nothing is
 * enrolled, where names are to be read, and in a group.
 */
async function ask(
  deps: CountsDeps,
  actor: Actor,
  argument: string,
  options: { readonly now: Date; readonly saidAt: Date; readonly locale: 'id' | 'en' },
  place: Place = {},
): Promise<Counts> {
  const { read } = deps.db;
  const { now, saidAt, locale } = options;
  const reach = await reachOf(deps, actor, place);
  if (typeof reach === 'string') return { ok: false, reason: reach };
  const { unitId } = reach;
  if (argument === '')
    return answer(deps, reach, actor, PLAIN, now, await programmesOf(read, unitId), undefined);
  const [programmes, agencies] = await Promise.all([programmesOf(read, unitId), agenciesOf(read, unitId)]);
  const mine = (agency: number | null) => isWithin(reach, agency);
  const things: NamedThing[] = [
    ...agencies.map(({ id, name }) => ({
      kind: 'agency' as const,
      id,
      name,
      agencyId: id,
      mine: mine(id),
    })),
    ...programmes.map(({ id, name, agencyId }) => ({
      kind: 'programme' as const,
      id,
      name,
      agencyId,
      mine: mine(agencyId),
    })),
  ];
  const reading = readQuestion(argument, things, { now: saidAt, zone: actor.zone, locale });
  if (reading.kind === 'other-agency') return { ok: false, reason: 'other-agency' };
  if (reading.kind !== 'question') return { ok: false, reason: 'not-read', reading };
  const counts = await answer(deps, reach, actor, reading.question, now, programmes, agencies);
  return counts.ok && reading.readAs ? { ...counts, readAs: reading.readAs } : counts;
}

/** Answers a question that a button carries, as access is now. */
async function show(
  deps: CountsDeps,
  actor: Actor,
  question: Question,
  now: Date,
  place: Place = {},
): Promise<Counts> {
  const reach = await reachOf(deps, actor, place);
  if (typeof reach === 'string') return { ok: false, reason: reach };
  return answer(deps, reach, actor, question, now, await programmesOf(deps.db.read, reach.unitId), undefined);
}

const useCases = { ask, show };

export type CountsService = Given<typeof useCases>;

export function createCountsService(deps: CountsDeps): CountsService {
  return given(deps, useCases);
}

/** What a summary says of enrolment: for the whole unit, or for one agency's programmes. */
export type EnrolmentTotals = {
  readonly enrolled: People;
  readonly joined: number;
  readonly left: number;
  /** Participants in the unit at that instant. */
  readonly present: number;
};

/** Enrolled at `at`, and enrolments that joined and left from `since` on. One query. */
export async function enrolmentTotals(
  db: Reader,
  of: { readonly unitId: number; readonly agencyId: number | null },
  at: Date,
  since: Date,
): Promise<EnrolmentTotals> {
  const counted = { unitId: of.unitId, agencyIds: null, filter: { ...NO_FILTER, agencyId: of.agencyId } };
  const { total, joined, left, present } = await tally(db, counted, at, since);
  return { enrolled: total, joined, left, present: sum(present.values()) };
}

function isEmpty({ total, waiting, joined, left }: Tallies): boolean {
  return total.enrolments === 0 && waiting.size === 0 && joined === 0 && left === 0;
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

function ofStatuses<T>(value: (status: StatusKey) => T): Record<StatusKey, T> {
  return { convict: value('convict'), detainee: value('detainee'), unknown: value('unknown') };
}

function presentOf({ present }: Tallies) {
  return { total: sum(present.values()), byStatus: ofStatuses((status) => present.get(status) ?? 0) };
}

/** Most enrolled first. Of a past moment only those that had anybody: a programme's beginning isn't recorded. */
function programmeFigures(
  programmes: readonly ProgrammeRow[],
  tallies: Tallies,
  { current }: Moment,
): ProgrammeFigures[] {
  return programmes
    .map(({ id, name, seats }) => ({
      id,
      name,
      enrolled: tallies.byProgramme.get(id) ?? NOBODY,
      waiting: tallies.waiting.get(id)?.people ?? 0,
      ...(current && { seats }),
    }))
    .filter(({ enrolled, waiting }) => current || enrolled.people + waiting > 0)
    .toSorted((a, b) => b.enrolled.people - a.enrolled.people);
}
