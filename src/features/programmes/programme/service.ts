import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit, lockUnitAndProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { agenciesIn } from '../../agencies/index.js';
import type { Closed, Months } from '../../months/index.js';
import { type HoldersOf, type Posted, postedIn } from '../../people/index.js';
import { isInOffice, peopleAround } from '../../staffing/index.js';
import type { ProgrammeKind } from '../enrolment/rules.js';
import { decideLife, initialState, isOver } from '../life/rules.js';
import { settleSeats } from '../seats/service.js';
import type { Timetable } from '../step/service.js';
import { keepTrainers } from '../trainers/service.js';
import {
  findProgramme,
  listProgrammes,
  type ProgrammeRecord,
  type ProgrammeSummary,
  programmeNames,
  type SavingFacts,
  savingFacts,
} from './store.js';

export type ProgrammeDetail = Omit<ProgrammeRecord, 'endings'> & {
  /** How it ended, where it has. `reason`: why it was called off, as typed or one of the causes at hand. */
  readonly end: ProgrammeEnd | undefined;
  /** How those who took part ended, where it is over. */
  readonly endings: ProgrammeRecord['endings'] | undefined;
  readonly mayEdit: boolean;
  readonly mayShowNames: boolean;
  readonly mayViewPeople: boolean;
};

type ProgrammeEnd = { readonly at: Date; readonly reason: string | undefined };

/** What is written down of a programme. Dates as YYYY-MM-DD; null is what isn't known or limited. */
export type ProgrammeValues = {
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: number | null;
  readonly seats: number | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly plannedHours: number | null;
  /** From how much attendance on it is passed, in percent. */
  readonly minAttendance: number | null;
  readonly trainer: string | null;
  readonly place: string | null;
  readonly officerId: number | null;
};

/** `exists` names the programme that has the name; `changed`: somebody else changed it meanwhile; `closed`: it is over. */
export type ProgrammeSaved =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'exists'; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'changed' | 'closed' }
  /** A closed month would be counted otherwise. */
  | { readonly ok: false; readonly reason: 'month'; readonly closed: Closed };

function mayEdit(actor: Actor, agencyId: number | null): boolean {
  return can(actor, 'programme.edit', { unitId: actor.unitId, agencyId });
}

/** An agency or a person of another unit must not be named, whatever a button says. */
function isOurs(
  facts: SavingFacts,
  people: HoldersOf,
  { agencyId, officerId }: Pick<ProgrammeValues, 'agencyId' | 'officerId'>,
): boolean {
  const inOffice = people(null).filter(({ kinds }) => isInOffice(kinds));
  return (
    (agencyId === null || facts.agencyKnown) &&
    (officerId === null || inOffice.some(({ id }) => id === officerId))
  );
}

/** What a form about a programme chooses from, each by name. */
export type ProgrammeChoices = {
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
  readonly posted: readonly Posted[];
  readonly programmes: readonly { readonly id: number; readonly name: string }[];
};

async function choicesFor(db: Reader, { unitId }: Actor, now: Date): Promise<ProgrammeChoices> {
  const [agencies, posted, programmes] = await Promise.all([
    agenciesIn(db, { kind: 'unit', unitId }),
    postedIn(db, unitId, now),
    programmeNames(db, unitId),
  ]);
  return { agencies, posted, programmes };
}

function peopleFor(
  tx: Tx,
  unitId: number,
  { agencyId }: Pick<ProgrammeValues, 'agencyId'>,
  now: Date,
): Promise<HoldersOf> {
  return peopleAround(tx, unitId, agencyId === null ? [] : [agencyId], now);
}

/**
 * Adds a programme within the caller's transaction; under the unit's lock, so that of two saving the same name at once
 * the second is told, not failed.
 */
async function addProgramme(
  tx: Tx,
  actor: Actor,
  values: ProgrammeValues,
  now: Date,
): Promise<ProgrammeSaved> {
  const { unitId, personId, zone } = actor;
  if (!mayEdit(actor, values.agencyId)) return { ok: false, reason: 'forbidden' };
  await lockUnit(tx, unitId);
  const facts = await savingFacts(tx, unitId, values);
  const people = await peopleFor(tx, unitId, values, now);
  if (!isOurs(facts, people, values)) return { ok: false, reason: 'gone' };
  if (facts.named !== undefined) return { ok: false, reason: 'exists', id: facts.named };
  const state = initialState(values.startsOn, isoDate(localDate(now, zone)));
  const { id } = await tx.programme.create({
    data: { ...values, unitId, state, searchName: searchName(values.name), createdAt: now },
    select: { id: true },
  });
  await keepTrainers(tx, { ...values, id }, people, []);
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  await trace(tx, { ...entry, action: 'programme.add', detail: { state } });
  return { ok: true, id };
}

const TRACED = [
  ...(['name', 'kind', 'agencyId', 'seats', 'startsOn', 'endsOn'] as const),
  ...(['plannedSessions', 'plannedHours', 'minAttendance', 'place', 'officerId'] as const),
];

type ProgrammesDeps = { readonly db: Db; readonly timetable: Timetable; readonly months: Months };

/** Changes a programme within the caller's transaction, if it still has the version that was shown. */
async function editProgramme(
  { timetable, months }: ProgrammesDeps,
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  which: { readonly id: number; readonly version: number },
  values: ProgrammeValues,
): Promise<ProgrammeSaved> {
  const { unitId, personId } = actor;
  const { id, version } = which;
  await lockUnitAndProgramme(tx, unitId, id);
  const facts = await savingFacts(tx, unitId, values, id);
  const { before, named, trainers } = facts;
  if (!before) return { ok: false, reason: 'gone' };
  if (!mayEdit(actor, before.agencyId) || !mayEdit(actor, values.agencyId))
    return { ok: false, reason: 'forbidden' };
  if (!decideLife(before.state, 'edit', { mayEdit: true, isHead: false }, { now }).ok)
    return { ok: false, reason: 'closed' };
  const people = await peopleFor(tx, unitId, values, now);
  // Whoever was responsible and left office may stay so until somebody else is chosen.
  const officerId = values.officerId === before.officerId ? null : values.officerId;
  if (!isOurs(facts, people, { agencyId: values.agencyId, officerId })) return { ok: false, reason: 'gone' };
  if (named !== undefined && named !== id) return { ok: false, reason: 'exists', id: named };
  // Kind and agency have no date: what they are counted under in all months is another then.
  const counted = before.kind !== values.kind || before.agencyId !== values.agencyId;
  const data = { ...values, searchName: searchName(values.name), version: { increment: 1 } };
  const update = () => tx.programme.updateMany({ where: { id, unitId, version }, data });
  const written = counted
    ? await months.write(
        tx,
        { actor, now, matter: 'participants', action: 'programme.edit', from: new Date(0) },
        update,
      )
    : ({ ok: true, value: await update() } as const);
  if (!written.ok) return { ok: false, reason: 'month', closed: written.closed };
  const { count } = written.value;
  if (count === 0) return { ok: false, reason: 'changed' };
  await keepTrainers(tx, { ...values, id }, people, trainers);
  const newRound = values.seats === null || (before.seats !== null && values.seats > before.seats);
  const staff = people(null);
  await settleSeats(tx, { unitId, programmeId: id }, { now, actorId: personId, newRound, staff });
  await timetable.settle(tx, id, { now, actorId: personId });
  const from = Object.fromEntries(TRACED.map((fact) => [fact, before[fact]]));
  const to = Object.fromEntries(TRACED.map((fact) => [fact, values[fact]]));
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  const detail = { from, to, trainerChanged: before.trainer !== values.trainer };
  await trace(tx, { ...entry, action: 'programme.edit', detail });
  return { ok: true, id };
}

/** Lets the agency's contacts see participants' names, or no longer. */
async function turnNames(
  tx: Tx,
  actor: Actor,
  { id, version }: { readonly id: number; readonly version: number },
  now: Date,
): Promise<'switched' | 'forbidden' | 'stale'> {
  const { unitId, personId } = actor;
  const programme = await tx.programme.findFirst({ where: { id, unitId } });
  if (!programme) return 'stale';
  if (!can(actor, 'access.decide', { unitId, agencyId: programme.agencyId })) return 'forbidden';
  const namesShown = !programme.namesShown;
  const { count } = await tx.programme.updateMany({
    where: { id, unitId, version },
    data: { namesShown, version: { increment: 1 } },
  });
  if (count === 0) return 'stale';
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  await trace(tx, { ...entry, action: 'programme.names', detail: { namesShown } });
  return 'switched';
}

/** Those that the actor may see, by name. One query. */
function list({ db }: ProgrammesDeps, actor: Actor): Promise<ProgrammeSummary[]> {
  return listProgrammes(db.read, scopeOf(actor, 'programme.view'));
}

/** One query. */
async function find({ db }: ProgrammesDeps, actor: Actor, id: number): Promise<ProgrammeDetail | undefined> {
  const programme = await findProgramme(db.read, scopeOf(actor, 'programme.view'), id);
  if (!programme) return undefined;
  const target = { unitId: actor.unitId, agencyId: programme.agency?.id ?? null };
  const { endedAt, endReason, endings } = programme;
  return {
    ...programme,
    endings: isOver(programme.state) ? endings : undefined,
    end: endedAt === null ? undefined : { at: endedAt, reason: endReason ?? undefined },
    mayEdit: can(actor, 'programme.edit', target),
    // Who may see names is a decision about access, and so the head's.
    mayShowNames: programme.agency !== null && can(actor, 'access.decide', target),
    mayViewPeople: can(actor, 'participant.view', target),
  };
}

/** All that a form about a programme chooses from. Three queries. */
function choices({ db }: ProgrammesDeps, actor: Actor, now: Date): Promise<ProgrammeChoices> {
  return choicesFor(db.read, actor, now);
}

function edit(
  deps: ProgrammesDeps,
  tx: Tx,
  actor: Actor,
  which: { readonly id: number; readonly version: number },
  values: ProgrammeValues,
  now: Date,
): Promise<ProgrammeSaved> {
  return editProgramme(deps, tx, { actor, now }, which, values);
}

/** Lets the agency's contacts see participants' names, or no longer. */
async function switchNames(
  { db }: ProgrammesDeps,
  actor: Actor,
  ref: UpdateRef,
  now: Date,
  which: { readonly id: number; readonly version: number },
): Promise<'switched' | 'forbidden' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.names', now, () => turnNames(tx, actor, which, now)),
  );
  return outcome;
}

const useCases = { list, find, choices, edit, switchNames };

/** The unit's training programmes. */
export type ProgrammesService = Given<typeof useCases> & { readonly add: typeof addProgramme };

export function createProgrammesService(deps: ProgrammesDeps): ProgrammesService {
  return { ...given(deps, useCases), add: addProgramme };
}
