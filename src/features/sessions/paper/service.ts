import { randomInt } from 'node:crypto';
import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { addDays, localDate, toInstant } from '../../../lib/zoned.js';
import { namesApart } from '../../../words/namesakes.js';
import { type Closed, closedAt, closedFor } from '../../months/index.js';
import type { ProgrammeFacts } from '../../programmes/index.js';
import { participantsBy, plannableIn } from '../../programmes/index.js';
import { initials, nameView } from '../attendance/rules.js';
import { drawCode } from '../code/rules.js';
import { isLive } from '../plan/rules.js';
import { sessionWithin } from '../plan/store.js';
import { remindAnew } from '../remind/service.js';
import { sessionsIn } from '../session/store.js';
import { printedAnew } from '../sheet/rules.js';
import type { RosterOn } from '../sheet/store.js';
import { sessionIn } from '../view/store.js';
import {
  codesTaken,
  paperByCode,
  paperById,
  paperOfSession,
  plannedAhead,
  type StoredPaper,
} from './store.js';

/** What a sheet is to be printed of: a planned session, or a time for which one is then planned. */
export type Printing =
  | { readonly session: number }
  | { readonly programmeId: number; readonly startsAt: Date; readonly endsAt: Date };

/** `taken`: another session of the programme is at that time; `empty`: nobody takes part at that time. */
export type Printed =
  | { readonly ok: true; readonly sheet: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'cancelled' | 'empty' | 'finished' }
  | { readonly ok: false; readonly reason: 'held' | 'taken'; readonly sessionId: number }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

/** A printed sheet as its reader may see it. */
export type Paper = {
  readonly sheet: number;
  readonly code: string;
  readonly sessionId: number;
  readonly unit: string;
  readonly programme: ProgrammeFacts;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly trainer: string | null;
  /** `register` only for those who may see register numbers; `gone`: they left before this session. */
  readonly rows: readonly {
    readonly label: string;
    readonly register: string | undefined;
    readonly gone: boolean;
  }[];
  readonly registers: boolean;
};

/** What a code typed from a sheet leads to. */
type CodeFound =
  | { readonly kind: 'unknown' | 'foreign' }
  | { readonly kind: 'held' | 'cancelled' | 'future' | 'ready'; readonly found: StoredPaper }
  | { readonly kind: 'closed'; readonly closed: Closed; readonly found: StoredPaper };

const DAYS_AHEAD = 7;
const DRAWN_AT_ONCE = 8;
const DRAWS = 20;

type SheetsDeps = {
  readonly db: Db;
  readonly rosterOn: RosterOn;
  /** A whole number below the one given; random unless a test says otherwise. */
  readonly random: (below: number) => number;
};

async function freeCode({ random }: SheetsDeps, tx: Tx, unitId: number): Promise<string> {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const codes = Array.from({ length: DRAWN_AT_ONCE }, () => drawCode(random));
    const taken = await codesTaken(tx, unitId, codes);
    const free = codes.find((code) => !taken.has(code));
    if (free !== undefined) return free;
  }
  throw new Error('no code is free');
}

/** The planned session at that time, made where there is none. */
async function plannedAt(
  tx: Tx,
  actor: Actor,
  wanted: Extract<Printing, { readonly programmeId: number }>,
  now: Date,
): Promise<{ readonly id: number } | Exclude<Printed, { ok: true }>> {
  const { programmeId, startsAt, endsAt } = wanted;
  const programme = await plannableIn(tx, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme) return { ok: false, reason: 'forbidden' };
  await lockProgramme(tx, programmeId);
  const there = await sessionWithin(tx, programmeId, { startsAt, endsAt });
  if (there?.state === 'held') return { ok: false, reason: 'held', sessionId: there.id };
  if (there && there.startsAt.getTime() !== startsAt.getTime()) {
    return { ok: false, reason: 'taken', sessionId: there.id };
  }
  if (there) return there;
  if (!isLive(programme.state)) return { ok: false, reason: 'finished' };
  const { unitId } = programme;
  const planned = { unitId, programmeId, startsAt, endsAt, state: 'planned' as const };
  const { id, version } = await tx.session.create({ data: planned, select: { id: true, version: true } });
  const entry = { unitId, at: now, actorId: actor.personId, subject: 'session', subjectId: id };
  await trace(tx, { ...entry, action: 'session.add' });
  const added = [{ ...planned, id, version }];
  await remindAnew(tx, { programme, changed: [], told: [], added }, { now, actorId: actor.personId });
  return { id };
}

async function printIn(
  deps: SheetsDeps,
  tx: Tx,
  actor: Actor,
  wanted: Printing,
  now: Date,
): Promise<Printed> {
  const { unitId, zone, personId } = actor;
  const writer = { actor, now, matter: 'sessions' } as const;
  // Codes are the unit's, and so are its closed months.
  await lockUnit(tx, unitId);
  if ('startsAt' in wanted) {
    const closed = closedFor(await closedAt(tx, unitId, wanted.startsAt, zone), writer);
    if (closed) return { ok: false, reason: 'closed', closed };
  }
  const planned = 'session' in wanted ? { id: wanted.session } : await plannedAt(tx, actor, wanted, now);
  if ('ok' in planned) return planned;
  const session = await sessionIn(tx, scopeOf(actor, 'session.log'), planned.id);
  if (!session) return { ok: false, reason: 'forbidden' };
  if (session.state === 'held') return { ok: false, reason: 'held', sessionId: session.id };
  if (session.state === 'cancelled') return { ok: false, reason: 'cancelled' };
  const closed = closedFor(session.closedIn(zone), writer);
  if (closed) return { ok: false, reason: 'closed', closed };
  const { programmeId, startsAt } = session;
  const roster = await deps.rosterOn(tx, { unitId, programmeId }, startsAt);
  const before = await paperOfSession(tx, session.id);
  if (roster.length === 0 && !before) return { ok: false, reason: 'empty' };
  const participants = printedAnew(before?.participants ?? [], roster);
  const printed = { participants, printedAt: now, printedById: personId };
  const { id } = before
    ? await tx.attendanceSheet.update({ where: { id: before.id }, data: printed, select: { id: true } })
    : await tx.attendanceSheet.create({
        data: { ...printed, unitId, sessionId: session.id, code: await freeCode(deps, tx, unitId) },
        select: { id: true },
      });
  const entry = { unitId, at: now, actorId: personId, subject: 'session', subjectId: session.id };
  const detail = {
    people: participants.length,
    registers: can(actor, 'participant.view', session.programme),
  };
  await trace(tx, { ...entry, action: 'session.print', detail });
  return { ok: true, sheet: id };
}

/**
 * Freezes who has which number on a session's sheet. Printed again it keeps its code and its numbers; who joined
 * since comes after the last.
 */
function print(
  deps: SheetsDeps,
  actor: Actor,
  wanted: Printing,
  ref: UpdateRef,
  now: Date,
): Promise<Printed> {
  return deps.db.write(async (tx) => {
    const work = () => printIn(deps, tx, actor, wanted, now);
    return (await once<Printed>(tx, ref, 'session.print', now, work)).outcome;
  });
}

/** A printed sheet with its names; undefined where the actor may not record its session. Three queries. */
async function paper({ db, rosterOn }: SheetsDeps, actor: Actor, sheet: number): Promise<Paper | undefined> {
  const { unitId } = actor;
  const printed = await paperById(db.read, unitId, sheet);
  if (!printed) return undefined;
  const { code, participants, session } = printed;
  const { programme, programmeId, startsAt, endsAt } = session;
  const view = nameView(actor, programme);
  if (!can(actor, 'session.log', programme) || view === 'none') return undefined;
  const registers = can(actor, 'participant.view', programme);
  const people = new Map((await participantsBy(db.read, unitId, participants)).map((one) => [one.id, one]));
  const listed = participants.map((id) => ({ name: '', ...people.get(id) }));
  // Where numbers are printed beside them, they tell namesakes apart.
  const names = registers ? listed.map(({ name }) => name) : namesApart(listed);
  const roster = await rosterOn(db.read, { unitId, programmeId }, startsAt);
  const there = new Set(roster.map(({ participantId }) => participantId));
  return {
    sheet,
    code,
    programme,
    startsAt,
    endsAt,
    registers,
    sessionId: session.id,
    unit: actor.unitName,
    trainer: session.trainer ?? programme.trainer,
    rows: participants.map((id, at) => {
      const { name = '', registerNumber } = people.get(id) ?? {};
      return {
        label: view === 'names' ? (names[at] ?? name) : initials(name),
        register: registers ? registerNumber : undefined,
        gone: !there.has(id),
      };
    }),
  };
}

/**
 * Planned sessions whose sheet can be printed now, of all programmes or of one: today's and those of the seven days
 * after. One query.
 */
async function printable({ db }: SheetsDeps, actor: Actor, now: Date, programmeId?: number) {
  const { zone } = actor;
  const today = localDate(now, zone);
  const [from, until] = [today, addDays(today, 1 + DAYS_AHEAD)].map((day) =>
    toInstant(day, { hour: 0, minute: 0 }, zone),
  );
  if (!from || !until) return [];
  const within = { from, until, ...(programmeId !== undefined && { programmeId }) };
  const rows = await plannedAhead(db.read, sessionsIn(scopeOf(actor, 'session.log')), within);
  return rows.map(({ id, startsAt, programme }) => ({ id, startsAt, programme: programme.name }));
}

/** The sheet that carries a code, and whether its session can be recorded now. */
async function byCode({ db }: SheetsDeps, actor: Actor, code: string, now: Date): Promise<CodeFound> {
  const found = await paperByCode(db.read, actor.unitId, code);
  if (!found) return { kind: 'unknown' };
  const { session } = found;
  if (!can(actor, 'session.log', session.programme)) return { kind: 'foreign' };
  if (session.state === 'held') return { kind: 'held', found };
  const inForce = await closedAt(db.read, actor.unitId, session.startsAt, actor.zone);
  const closed = closedFor(inForce, { actor, now, matter: 'sessions' });
  if (closed) return { kind: 'closed', closed, found };
  if (session.state === 'cancelled') return { kind: 'cancelled', found };
  return { kind: session.startsAt > now ? 'future' : 'ready', found };
}

const useCases = { print, paper, printable, byCode };

/** Attendance sheets on paper: printing them, and finding them again by their code. */
export type SheetsService = Given<typeof useCases>;

export function createSheetsService({
  random = (below) => randomInt(below),
  ...deps
}: Omit<SheetsDeps, 'random'> & Partial<Pick<SheetsDeps, 'random'>>): SheetsService {
  return given({ ...deps, random }, useCases);
}
