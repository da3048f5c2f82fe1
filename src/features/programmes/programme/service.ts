import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { agenciesIn, agencyIn } from '../../agencies/index.js';
import { officersIn, peopleOf } from '../../people/index.js';
import type { ProgrammeKind } from '../enrolment/rules.js';
import { decideLife, initialState } from '../life/rules.js';
import { settleSeats } from '../seats/service.js';
import { countOffered } from '../seats/store.js';
import type { Timetable } from '../step/service.js';
import { keepTrainers } from '../trainers/service.js';
import { endingsOf, listProgrammes, type ProgrammeSummary, trainersOf } from './store.js';

export type ProgrammeDetail = ProgrammeSummary & {
  /** Sessions held so far, and their length in minutes. */
  readonly held: { readonly sessions: number; readonly minutes: number };
  /** Trainers who are people here, and so are reminded. */
  readonly trainers: readonly { readonly id: number; readonly name: string }[];
  /** Seats that are offered to somebody on the waiting list. */
  readonly offered: number;
  /** How it ended, where it has. `reason`: why it was called off, as typed or one of the causes at hand. */
  readonly end: ProgrammeEnd | undefined;
  /** How those who took part ended, where it is over. */
  readonly endings: { readonly completed: number; readonly others: number } | undefined;
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
  readonly trainer: string | null;
  readonly place: string | null;
  readonly officerId: number | null;
};

/** `exists` names the programme that has the name; `changed`: somebody else changed it meanwhile; `closed`: it is over. */
export type ProgrammeSaved =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'exists'; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'changed' | 'closed' };

type ProgrammesDeps = { readonly db: Db; readonly timetable: Timetable };

function mayEdit(actor: Actor, agencyId: number | null): boolean {
  return can(actor, 'programme.edit', { unitId: actor.unitId, agencyId });
}

/** Under the unit's lock, so that of two saving the same name at once the second is told, not failed. */
async function holder(tx: Tx, unitId: number, name: string, except?: number): Promise<number | undefined> {
  await lockUnit(tx, unitId);
  const where = { unitId_searchName: { unitId, searchName: searchName(name) } };
  const found = await tx.programme.findUnique({ where, select: { id: true } });
  return found && found.id !== except ? found.id : undefined;
}

/** An agency or a person of another unit must not be named, whatever a button says. */
async function isOurs(tx: Tx, unitId: number, { agencyId, officerId }: ProgrammeValues): Promise<boolean> {
  const agency = agencyId === null || (await agencyIn(tx, unitId, agencyId)) !== null;
  return agency && (officerId === null || (await officersIn(tx, unitId)).some(({ id }) => id === officerId));
}

/** Those that the actor may see, by name. */
function list({ db }: ProgrammesDeps, actor: Actor): Promise<ProgrammeSummary[]> {
  return listProgrammes(db.read, scopeOf(actor, 'programme.view'));
}

async function find(
  { db, timetable }: ProgrammesDeps,
  actor: Actor,
  id: number,
): Promise<ProgrammeDetail | undefined> {
  const [programme] = await listProgrammes(db.read, scopeOf(actor, 'programme.view'), id);
  if (!programme) return undefined;
  const { unitId } = actor;
  const target = { unitId, agencyId: programme.agency?.id ?? null };
  const isHead = can(actor, 'access.decide', target);
  const over = programme.state === 'finished' || programme.state === 'cancelled';
  const [held, trainers, offered, endings] = await Promise.all([
    timetable.held(db.read, id),
    trainersOf(db.read, id),
    countOffered(db.read, id),
    over ? endingsOf(db.read, id) : undefined,
  ]);
  const { endedAt, endReason } = programme;
  return {
    ...programme,
    held,
    trainers,
    offered,
    endings,
    end: endedAt === null ? undefined : { at: endedAt, reason: endReason ?? undefined },
    mayEdit: can(actor, 'programme.edit', target),
    // Who may see names is a decision about access, and so the head's.
    mayShowNames: programme.agency !== null && isHead,
    mayViewPeople: can(actor, 'participant.view', target),
  };
}

/** The agencies that a programme may be run with, by name. */
function agencies({ db }: ProgrammesDeps, actor: Actor): Promise<{ id: number; name: string }[]> {
  return agenciesIn(db.read, { kind: 'unit', unitId: actor.unitId });
}

/** Who may answer for a programme, by name. */
function officers({ db }: ProgrammesDeps, actor: Actor): Promise<{ id: number; name: string }[]> {
  return officersIn(db.read, actor.unitId);
}

/** Who may be meant by a trainer's name in a programme with this agency (null: the unit's own). */
function trainersToChoose(
  { db }: ProgrammesDeps,
  actor: Actor,
  agencyId: number | null,
): Promise<{ id: number; name: string }[]> {
  return peopleOf(db.read, { unitId: actor.unitId, agencyId });
}

/** Adds a programme within the caller's transaction. */
async function add(tx: Tx, actor: Actor, values: ProgrammeValues, now: Date): Promise<ProgrammeSaved> {
  const { unitId, personId, zone } = actor;
  if (!mayEdit(actor, values.agencyId)) return { ok: false, reason: 'forbidden' };
  if (!(await isOurs(tx, unitId, values))) return { ok: false, reason: 'gone' };
  const same = await holder(tx, unitId, values.name);
  if (same !== undefined) return { ok: false, reason: 'exists', id: same };
  const state = initialState(values.startsOn, isoDate(localDate(now, zone)));
  const { id } = await tx.programme.create({
    data: { ...values, unitId, state, searchName: searchName(values.name), createdAt: now },
    select: { id: true },
  });
  await keepTrainers(tx, { ...values, id, unitId });
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  await trace(tx, { ...entry, action: 'programme.add', detail: { state } });
  return { ok: true, id };
}

/** Changes a programme within the caller's transaction, if it still has the version that was shown. */
async function edit(
  { timetable }: ProgrammesDeps,
  tx: Tx,
  actor: Actor,
  which: { readonly id: number; readonly version: number },
  values: ProgrammeValues,
  now: Date,
): Promise<ProgrammeSaved> {
  const { unitId, personId } = actor;
  const { id, version } = which;
  const same = await holder(tx, unitId, values.name, id);
  const before = await tx.programme.findFirst({ where: { id, unitId } });
  if (!before) return { ok: false, reason: 'gone' };
  if (!mayEdit(actor, before.agencyId) || !mayEdit(actor, values.agencyId))
    return { ok: false, reason: 'forbidden' };
  const who = { mayEdit: true, isHead: false };
  if (!decideLife(before.state, 'edit', who, { now }).ok) return { ok: false, reason: 'closed' };
  // Whoever was responsible and left office may stay so until somebody else is chosen.
  const officerId = values.officerId === before.officerId ? null : values.officerId;
  if (!(await isOurs(tx, unitId, { ...values, officerId }))) return { ok: false, reason: 'gone' };
  if (same !== undefined) return { ok: false, reason: 'exists', id: same };
  await lockProgramme(tx, id);
  const { count } = await tx.programme.updateMany({
    where: { id, unitId, version },
    data: { ...values, searchName: searchName(values.name), version: { increment: 1 } },
  });
  if (count === 0) return { ok: false, reason: 'changed' };
  await keepTrainers(tx, { ...values, id, unitId });
  const more = values.seats === null || (before.seats !== null && values.seats > before.seats);
  await settleSeats(tx, { unitId, programmeId: id }, { now, actorId: personId, newRound: more });
  await timetable.settle(tx, id, { now, actorId: personId });
  const facts = [
    ...(['name', 'kind', 'agencyId', 'seats', 'startsOn', 'endsOn'] as const),
    ...(['plannedSessions', 'plannedHours', 'place', 'officerId'] as const),
  ];
  const from = Object.fromEntries(facts.map((fact) => [fact, before[fact]]));
  const to = Object.fromEntries(facts.map((fact) => [fact, values[fact]]));
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  const detail = { from, to, trainerChanged: before.trainer !== values.trainer };
  await trace(tx, { ...entry, action: 'programme.edit', detail });
  return { ok: true, id };
}

/** Lets the agency's contacts see participants' names, or no longer. */
async function switchNames(
  { db }: ProgrammesDeps,
  actor: Actor,
  ref: UpdateRef,
  now: Date,
  which: { readonly id: number; readonly version: number },
): Promise<'switched' | 'forbidden' | 'stale'> {
  const { id, version } = which;
  const { unitId, personId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.names', now, async (): Promise<'switched' | 'forbidden' | 'stale'> => {
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
    }),
  );
  return outcome;
}

const useCases = { list, find, agencies, officers, trainers: trainersToChoose, edit, switchNames };

/** The unit's training programmes. */
export type ProgrammesService = Given<typeof useCases> & { readonly add: typeof add };

export function createProgrammesService(deps: ProgrammesDeps): ProgrammesService {
  return { ...given(deps, useCases), add };
}
