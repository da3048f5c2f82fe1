import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';
import { few } from '../../../lib/lists.js';
import { searchName } from '../../../reading/search-name.js';
import { pageOf, placeOf } from '../../../words/pager.js';
import type { Months } from '../../months/index.js';
import type { NumberCause } from '../bulk/rules.js';
import type { Departure } from '../departure/rules.js';
import {
  type EndReason,
  type EnrolmentState,
  type RegisterClass,
  registerKey,
  type Sex,
} from '../enrolment/rules.js';
import { createEnrolmentService, type EnrolmentService } from '../enrolment/service.js';
import { type PastOf, pastOf, recordsOf, STANDING, standingOf, withStanding } from '../identity/store.js';
import { isOngoing, isOver, type ProgrammeState } from '../life/rules.js';
import { listProgrammes, type ProgrammeSummary } from '../programme/store.js';
import { leavesEarly } from '../seats/rules.js';
import { waitingList } from '../seats/store.js';
import { type ShownEnrolment, shownPerson } from './store.js';

/** Somebody in a list: for those with `participant.view` alone. */
type ParticipantEntry = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  /** Since when they are no longer in the unit. */
  readonly presentUntil: Date | null;
};

export type ParticipantPage = {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly people: readonly ParticipantEntry[];
};

/**
 * How somebody takes part in a programme; `place` is that on the waiting list, from 1; `early`: to be released before
 * the programme ends.
 */
export type Seat = {
  readonly state: EnrolmentState;
  readonly place: number | undefined;
  readonly early: boolean;
  readonly completed: boolean;
};

/** Those in a programme: who takes part by name, then the waiting list in its order. */
export type SeatPage = ParticipantPage & {
  readonly people: readonly (ParticipantEntry & Seat)[];
  readonly waiting: number;
  /** How many of all of them are to be released before the programme ends. */
  readonly early: number;
  readonly mayEnrol: boolean;
};

export type EnrolmentEntry = ShownEnrolment & {
  /** Whether nothing but time stands against taking its end back. */
  readonly undoable: boolean;
};

/** A number that somebody had, or has by a record that was merged into theirs. */
type FormerNumber = {
  readonly number: string;
  readonly from: Date;
  readonly until: Date | null;
  readonly cause: NumberCause | 'merge';
};

/** A record that was merged into somebody's. */
type MergedRecord = {
  readonly mergeId: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly at: Date;
  readonly by: string;
};

export type ParticipantDetail = ParticipantEntry & {
  /** The newest last. */
  readonly formerNumbers: readonly FormerNumber[];
  readonly formerNames: readonly string[];
  readonly merged: readonly MergedRecord[];
  readonly mayMerge: boolean;
  readonly registerClass: RegisterClass | undefined;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
  readonly releaseExpectedOn: string | null;
  readonly presentFrom: Date;
  /** The open ones first, then by name. */
  readonly enrolments: readonly EnrolmentEntry[];
  readonly departure: Departure | null;
  readonly version: number;
  readonly mayEnrol: boolean;
  /** Whether the actor may undo a departure, apart from how long ago it was. */
  readonly mayCorrect: boolean;
  /** Who decides what is late. */
  readonly isHead: boolean;
};

const PER_PAGE = 8;

const entry = { id: true, name: true, registerNumber: true, presentUntil: true } as const;

type ParticipantsDeps = { readonly db: Db; readonly months: Months };

function mayView(actor: Actor) {
  return scopeOf(actor, 'participant.view').kind === 'unit';
}

async function page({ db }: ParticipantsDeps, where: object, at: number): Promise<ParticipantPage> {
  const total = await db.read.participant.count({ where });
  const { at: shown, pages } = placeOf(total, at, PER_PAGE);
  const people = await db.read.participant.findMany({
    where,
    select: entry,
    orderBy: [
      { presentUntil: { sort: 'desc', nulls: 'first' } },
      { searchName: 'asc' },
      { registerKey: 'asc' },
    ],
    skip: shown * PER_PAGE,
    take: PER_PAGE,
  });
  return { total, page: shown, pages, people };
}

/** An end of its own, not by a departure or by its programme's, after which there is no other enrolment there. */
function isUndoable(
  one: { readonly id: number; readonly state: EnrolmentState; readonly reason: EndReason | null } & Pick<
    EnrolmentEntry,
    'programme'
  >,
  all: readonly { readonly id: number; readonly programme: { readonly id: number } }[],
): boolean {
  const { id, state, reason, programme } = one;
  const later = all.some((other) => other.programme.id === programme.id && other.id > id);
  const byDeparture = reason === 'released' || reason === 'transferred';
  return state === 'ended' && !byDeparture && !isOver(programme.state) && !later;
}

/** What somebody was called and numbered by before, by all their records. */
function pastLines({
  records: [root, ...others],
  numbers,
  names,
}: PastOf): Pick<ParticipantDetail, 'formerNumbers' | 'formerNames' | 'merged'> {
  const former = numbers.filter(({ recordId, until }) => recordId !== root?.id || until !== null);
  const called = [...names, ...others.map(({ name }) => name)];
  return {
    formerNumbers: former
      .map(({ number, from, until, cause }) => ({
        number,
        from,
        until,
        cause: until === null ? ('merge' as const) : cause,
      }))
      .toSorted((one, other) => one.from.getTime() - other.from.getTime()),
    formerNames: [...new Set(called)].filter((name) => name !== root?.name),
    merged: others.flatMap(({ name, registerNumber, merged }) =>
      merged ? [{ ...merged, name, registerNumber }] : [],
    ),
  };
}

async function find(
  { db }: ParticipantsDeps,
  actor: Actor,
  id: number,
): Promise<ParticipantDetail | undefined> {
  if (!mayView(actor)) return undefined;
  const { unitId } = actor;
  const past = await pastOf(db.read, unitId, id);
  const found = await shownPerson(
    db.read,
    unitId,
    past.records.map((record) => record.id),
  );
  if (!found) return undefined;
  const { person, enrolments } = found;
  const entries = enrolments.map((one) => ({
    ...one,
    undoable: person.presentUntil === null && isUndoable(one, enrolments),
  }));
  const target = { unitId: actor.unitId, agencyId: null };
  const mayCorrect = can(actor, 'programme.edit', target);
  const rank = ({ state }: { state: EnrolmentState }) => (state === 'ended' ? 1 : 0);
  return {
    ...person,
    ...pastLines(past),
    registerClass: past.registerClass,
    enrolments: entries
      .filter(({ reason }) => reason !== 'merged')
      .toSorted((a, b) => rank(a) - rank(b) || a.programme.name.localeCompare(b.programme.name)),
    mayEnrol: mayCorrect && person.presentUntil === null,
    mayCorrect,
    isHead: can(actor, 'access.decide', { unitId: actor.unitId, agencyId: null }),
    mayMerge: can(actor, 'participant.merge', target),
  };
}

/** A name has fewer; more would find nobody. */
const MOST_WORDS = 20;

const DIGITS = [...'0123456789'];

/**
 * Where a record's number has the text typed, as it is compared or as it was written; a whole one with its year not as
 * the end of a longer one.
 */
function numberHas(key: string, number: string, typed: string): object[] {
  const compared = registerKey(typed);
  if (!/\d/u.test(compared)) return [];
  const has = (text: string) => ({ [key]: { contains: text } });
  const whole = /^\d+\//u.test(compared) ? [{ NOT: DIGITS.map((digit) => has(`${digit}${compared}`)) }] : [];
  // The zeros of a number without its year were written, and aren't compared.
  const written = compared.includes('/') ? [] : [{ [number]: { contains: typed.trim() } }];
  return [{ AND: [has(compared), ...whole] }, ...written];
}

/**
 * Those whose name has all the words, or whose register number has the text, be they of today or former ones; who has
 * left comes last. Empty is everybody in the unit.
 */
async function search(
  deps: ParticipantsDeps,
  actor: Actor,
  query: string,
  at: number,
): Promise<ParticipantPage | undefined> {
  if (!mayView(actor)) return undefined;
  const words = searchName(query).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  const ofRecord = numberHas('registerKey', 'registerNumber', query);
  const named = { AND: few('words', words).map((word) => ({ searchName: { contains: word } })) };
  const byName = [named, { formerNames: { some: named } }];
  const byNumber =
    ofRecord.length > 0
      ? [...ofRecord, { numbers: { some: { OR: numberHas('key', 'number', query) } } }]
      : [];
  const matches = { OR: [...byName, ...byNumber] };
  const merged = { standsFor: { some: { undoneAt: null, from: matches } } };
  const found = words.length > 0 ? { OR: [matches, merged] } : { presentUntil: null };
  return page(deps, { unitId: actor.unitId, AND: [STANDING, found] }, at);
}

type OfProgramme = { readonly unitId: number; readonly programmeId: number };

/** Who takes part in a programme, by name; of one that is over, who did. */
async function takingPart(
  { db }: ParticipantsDeps,
  of: OfProgramme,
  { endsOn, state }: { readonly endsOn: string | null; readonly state: ProgrammeState },
): Promise<SeatPage['people']> {
  const over = isOver(state);
  const taking = over
    ? { state: 'ended' as const, endReason: { notIn: ['unrecorded' as const, 'merged' as const] } }
    : { endedAt: null, state: { not: 'waiting' as const } };
  const rows = await db.read.enrolment.findMany({
    where: { ...of, ...taking },
    select: {
      state: true,
      endReason: true,
      participant: { select: withStanding },
    },
    orderBy: [{ participant: { searchName: 'asc' } }, { participantId: 'asc' }],
  });
  const people = rows.map(({ state: now, endReason, participant }) => {
    const { releaseExpectedOn, ...person } = standingOf(participant);
    const early = !over && leavesEarly(releaseExpectedOn, endsOn);
    return { ...person, state: now, completed: endReason === 'completed', place: undefined, early };
  });
  // Who took part twice is one person, who may have completed it once.
  const once = new Map(people.map((person) => [person.id, person]));
  for (const person of people) if (person.completed) once.set(person.id, person);
  return [...once.values()];
}

/** Who waits for a seat in a programme, in the list's order. */
async function waitingFor(
  { db }: ParticipantsDeps,
  of: OfProgramme,
  endsOn: string | null,
): Promise<SeatPage['people']> {
  const list = await waitingList(db.read, of);
  return list.map(({ participantId: id, name, registerNumber, releaseExpectedOn }, index) => ({
    id,
    name,
    registerNumber,
    presentUntil: null,
    state: 'waiting',
    completed: false,
    place: index + 1,
    early: leavesEarly(releaseExpectedOn, endsOn),
  }));
}

/**
 * Those with an open enrolment in a programme: who takes part by name, then the waiting list in its order. Of one
 * that is over, those who took part.
 */
async function inProgramme(
  deps: ParticipantsDeps,
  actor: Actor,
  programmeId: number,
  at: number,
): Promise<SeatPage | undefined> {
  if (!mayView(actor)) return undefined;
  const { unitId } = actor;
  const programme = await deps.db.read.programme.findFirst({
    where: { id: programmeId, unitId },
    select: { endsOn: true, state: true },
  });
  if (!programme) return undefined;
  const of = { unitId, programmeId };
  const [taking, waiting] = await Promise.all([
    takingPart(deps, of, programme),
    waitingFor(deps, of, programme.endsOn),
  ]);
  const people = [...taking, ...waiting];
  const shown = pageOf(people, at, PER_PAGE);
  return {
    total: people.length,
    page: shown.at,
    pages: shown.pages,
    people: shown.shown,
    waiting: waiting.length,
    early: people.filter((one) => one.early).length,
    mayEnrol: isOngoing(programme.state) && can(actor, 'programme.edit', { unitId, agencyId: null }),
  };
}

/** The participant whose enrolment this is. */
async function ofEnrolment(
  deps: ParticipantsDeps,
  actor: Actor,
  enrolmentId: number,
): Promise<ParticipantDetail | undefined> {
  const where = { id: enrolmentId, unitId: actor.unitId };
  const enrolment = await deps.db.read.enrolment.findFirst({ where, select: { participantId: true } });
  return enrolment ? find(deps, actor, enrolment.participantId) : undefined;
}

/** The programmes that take people in and in which the participant has no open enrolment. */
async function choices(
  { db }: ParticipantsDeps,
  actor: Actor,
  participantId: number,
): Promise<ProgrammeSummary[]> {
  const programmes = await listProgrammes(db.read, scopeOf(actor, 'programme.edit'));
  const open = await db.read.enrolment.findMany({
    where: {
      participantId: await recordsOf(db.read, actor.unitId, participantId),
      unitId: actor.unitId,
      endedAt: null,
    },
    select: { programmeId: true },
  });
  return programmes.filter(
    ({ id, state }) => isOngoing(state) && !open.some(({ programmeId }) => programmeId === id),
  );
}

/** Whom somebody may correct, as a form about them begins; undefined where there is no such record any more. One query. */
async function correctable(
  { db }: ParticipantsDeps,
  actor: Actor,
  id: number,
): Promise<{ readonly name: string; readonly version: number } | 'forbidden' | undefined> {
  const { unitId } = actor;
  if (!can(actor, 'programme.edit', { unitId, agencyId: null })) return 'forbidden';
  const found = await db.read.participant.findFirst({
    where: { id, unitId, ...STANDING },
    select: { name: true, version: true },
  });
  return found ?? undefined;
}

const useCases = { search, inProgramme, find, correctable, ofEnrolment, choices };

/** The warga binaan and their enrolments, for those with `participant.view`. */
export type ParticipantsService = EnrolmentService & Given<typeof useCases>;

export function createParticipantsService(deps: ParticipantsDeps): ParticipantsService {
  return { ...createEnrolmentService(deps), ...given(deps, useCases) };
}
