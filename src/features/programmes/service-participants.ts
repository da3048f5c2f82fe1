import type { Database, Tx } from '../../db/database.js';
import { lockProgramme, lockUnit } from '../../db/locks.js';
import { once, type UpdateRef } from '../../db/once.js';
import { searchName } from '../../lib/search-name.js';
import { type Actor, can, scopeOf } from '../people/rules.js';
import {
  type EndReason,
  type EnrolmentState,
  hasSeat,
  mayMove,
  type RegisterClass,
  registerKey,
  type Sex,
  takesSeat,
} from './rules.js';
import type { Departure } from './rules-departure.js';
import { countEnrolled, listProgrammes, type ProgrammeSummary } from './store.js';
import { waitingList } from './store-roster.js';

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

/** How somebody takes part in a programme; `place` is that on the waiting list, from 1. */
export type Seat = { readonly state: EnrolmentState; readonly place: number | undefined };

/** Those in a programme: who takes part by name, then the waiting list in its order. */
export type SeatPage = ParticipantPage & {
  readonly people: readonly (ParticipantEntry & Seat)[];
  readonly waiting: number;
  readonly mayEnrol: boolean;
};

export type EnrolmentEntry = {
  readonly id: number;
  readonly programme: { readonly id: number; readonly name: string };
  readonly state: EnrolmentState;
  readonly reason: EndReason | null;
  readonly version: number;
  /** When the present state began. */
  readonly since: Date | undefined;
};

export type ParticipantDetail = ParticipantEntry & {
  readonly registerClass: RegisterClass | undefined;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
  readonly releaseExpectedOn: string | null;
  /** The open ones first, then by name. */
  readonly enrolments: readonly EnrolmentEntry[];
  readonly departure: Departure | null;
  readonly version: number;
  readonly mayEnrol: boolean;
  /** Whether the actor may undo a departure, apart from how long ago it was. */
  readonly mayCorrect: boolean;
};

/** `waiting`: every seat is taken, so the person stands on the waiting list. `exists`: there is an open enrolment. */
export type Enrolled = 'enrolled' | 'waiting' | 'exists' | 'gone' | 'forbidden';
/** `full`: no seat is free; `stale`: the enrolment has moved on. */
export type Moved = 'moved' | 'full' | 'stale' | 'forbidden';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

const PER_PAGE = 8;

const entry = { id: true, name: true, registerNumber: true, presentUntil: true } as const;

/** Opens an enrolment within a transaction that holds the programme's lock; its history begins with it. */
async function openEnrolment(
  tx: Tx,
  enrolment: {
    readonly unitId: number;
    readonly programmeId: number;
    readonly participantId: number;
    readonly state: Exclude<EnrolmentState, 'ended'>;
  },
  by: { readonly byId: number; readonly from: Date; readonly now: Date },
): Promise<number> {
  const { byId, from, now } = by;
  const { state } = enrolment;
  const { id } = await tx.enrolment.create({
    data: { ...enrolment, changes: { create: { state, from, recordedAt: now, byId } } },
    select: { id: true },
  });
  return id;
}

export type ParticipantsService = ReturnType<typeof createParticipantsService>;

/** The warga binaan and their enrolments, for those with `participant.view`. */
export function createParticipantsService(deps: { readonly db: Database }) {
  const { db } = deps;
  const mayView = (actor: Actor) => scopeOf(actor, 'participant.view').kind === 'unit';

  async function page(where: object, at: number): Promise<ParticipantPage> {
    const total = await db.read.participant.count({ where });
    const pages = Math.max(1, Math.ceil(total / PER_PAGE));
    const shown = Math.min(at, pages - 1);
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

  async function find(actor: Actor, id: number): Promise<ParticipantDetail | undefined> {
    if (!mayView(actor)) return undefined;
    const person = await db.read.participant.findFirst({
      where: { id, unitId: actor.unitId },
      include: {
        classes: { where: { until: null } },
        enrolments: {
          include: { programme: { select: { id: true, name: true } }, changes: { where: { until: null } } },
        },
      },
    });
    if (!person) return undefined;
    const { classes, enrolments, ...rest } = person;
    const entries = enrolments.map((one) => ({
      id: one.id,
      programme: one.programme,
      state: one.state,
      reason: one.endReason,
      version: one.version,
      since: one.changes[0]?.from,
    }));
    const mayCorrect = can(actor, 'programme.edit', { unitId: actor.unitId, agencyId: null });
    const rank = ({ state }: { state: EnrolmentState }) => (state === 'ended' ? 1 : 0);
    return {
      ...rest,
      registerClass: classes[0]?.registerClass,
      enrolments: entries.toSorted(
        (a, b) => rank(a) - rank(b) || a.programme.name.localeCompare(b.programme.name),
      ),
      mayEnrol: mayCorrect && person.presentUntil === null,
      mayCorrect,
    };
  }

  return {
    /**
     * Those whose name has all the words, or whose register number has the text; who has left comes last. Empty is
     * everybody in the unit.
     */
    async search(actor: Actor, query: string, at: number): Promise<ParticipantPage | undefined> {
      if (!mayView(actor)) return undefined;
      const words = searchName(query).split(' ').filter(Boolean);
      const key = registerKey(query);
      const byName = { AND: words.map((word) => ({ searchName: { contains: word } })) };
      const byNumber = /\d/u.test(key) ? [{ registerKey: { contains: key } }] : [];
      const found = words.length > 0 ? { OR: [byName, ...byNumber] } : { presentUntil: null };
      return page({ unitId: actor.unitId, ...found }, at);
    },

    /** Those with an open enrolment in a programme: who takes part by name, then the waiting list in its order. */
    async inProgramme(actor: Actor, programmeId: number, at: number): Promise<SeatPage | undefined> {
      if (!mayView(actor)) return undefined;
      const { unitId } = actor;
      const [rows, list] = await Promise.all([
        db.read.enrolment.findMany({
          where: { programmeId, unitId, endedAt: null, state: { not: 'waiting' } },
          select: { state: true, participant: { select: entry } },
          orderBy: [{ participant: { searchName: 'asc' } }, { participantId: 'asc' }],
        }),
        waitingList(db, { unitId, programmeId }),
      ]);
      const people = [
        ...rows.map(({ state, participant }) => ({ ...participant, state, place: undefined })),
        ...list.map(({ participantId, name, registerNumber }, index) => {
          const person = { id: participantId, name, registerNumber, presentUntil: null };
          return { ...person, state: 'waiting' as const, place: index + 1 };
        }),
      ];
      const pages = Math.max(1, Math.ceil(people.length / PER_PAGE));
      const shown = Math.min(at, pages - 1);
      return {
        total: people.length,
        page: shown,
        pages,
        people: people.slice(shown * PER_PAGE, (shown + 1) * PER_PAGE),
        waiting: list.length,
        mayEnrol: can(actor, 'programme.edit', { unitId, agencyId: null }),
      };
    },

    find,

    /** The participant whose enrolment this is. */
    async ofEnrolment(actor: Actor, enrolmentId: number): Promise<ParticipantDetail | undefined> {
      const where = { id: enrolmentId, unitId: actor.unitId };
      const enrolment = await db.read.enrolment.findFirst({ where, select: { participantId: true } });
      return enrolment ? find(actor, enrolment.participantId) : undefined;
    },

    /** The programmes that the participant has no open enrolment in. */
    async choices(actor: Actor, participantId: number): Promise<ProgrammeSummary[]> {
      const programmes = await listProgrammes(db.read, scopeOf(actor, 'programme.edit'));
      const open = await db.read.enrolment.findMany({
        where: { participantId, unitId: actor.unitId, endedAt: null },
        select: { programmeId: true },
      });
      return programmes.filter(({ id }) => !open.some(({ programmeId }) => programmeId === id));
    },

    /** Enrols from now on, or puts on the waiting list where every seat is taken. */
    async enrol(
      { actor, ref, now }: Doing,
      who: { readonly participantId: number; readonly programmeId: number },
    ): Promise<Enrolled> {
      const { unitId, personId } = actor;
      const { participantId, programmeId } = who;
      const { outcome } = await db.write((tx) =>
        once(tx, ref, 'enrolment.open', now, async (): Promise<Enrolled> => {
          await lockUnit(tx, unitId);
          await lockProgramme(tx, programmeId);
          const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
          const person = await tx.participant.findFirst({
            where: { id: participantId, unitId, presentUntil: null },
          });
          if (!programme || !person) return 'gone';
          if (!mayView(actor) || !can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId }))
            return 'forbidden';
          if (await tx.enrolment.findFirst({ where: { participantId, programmeId, endedAt: null } }))
            return 'exists';
          const state = hasSeat(programme.seats, await countEnrolled(tx, programmeId)) ? 'active' : 'waiting';
          await openEnrolment(
            tx,
            { unitId, programmeId, participantId, state },
            { byId: personId, from: now, now },
          );
          return state === 'active' ? 'enrolled' : 'waiting';
        }),
      );
      return outcome;
    },

    /** Moves an enrolment that still has the version shown to another state, from now on. */
    async move(
      { actor, ref, now }: Doing,
      to: {
        readonly enrolmentId: number;
        readonly version: number;
        readonly state: EnrolmentState;
        readonly reason?: EndReason;
      },
    ): Promise<{ readonly outcome: Moved; readonly participantId: number | null }> {
      const { unitId, personId } = actor;
      const { outcome } = await db.write((tx) =>
        once(
          tx,
          ref,
          'enrolment.move',
          now,
          async (): Promise<{ outcome: Moved; participantId: number | null }> => {
            await lockUnit(tx, unitId);
            const where = { id: to.enrolmentId, unitId };
            const before = await tx.enrolment.findFirst({ where, include: { programme: true } });
            if (!before) return { outcome: 'stale', participantId: null };
            const { participantId, programme } = before;
            const is = (result: Moved) => ({ outcome: result, participantId });
            if (!mayView(actor) || !can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId }))
              return is('forbidden');
            if (before.version !== to.version || !mayMove(before.state, to.state)) return is('stale');
            await lockProgramme(tx, programme.id);
            if (
              takesSeat(before.state, to.state) &&
              !hasSeat(programme.seats, await countEnrolled(tx, programme.id))
            ) {
              return is('full');
            }
            const reason = to.state === 'ended' ? (to.reason ?? 'unrecorded') : null;
            const { count } = await tx.enrolment.updateMany({
              where: { ...where, version: to.version },
              data: {
                state: to.state,
                endReason: reason,
                endedAt: to.state === 'ended' ? now : null,
                version: { increment: 1 },
              },
            });
            if (count === 0) return is('stale');
            await tx.enrolmentChange.updateMany({
              where: { enrolmentId: before.id, until: null },
              data: { until: now },
            });
            await tx.enrolmentChange.create({
              data: {
                enrolmentId: before.id,
                state: to.state,
                reason,
                from: now,
                recordedAt: now,
                byId: personId,
              },
            });
            return is('moved');
          },
        ),
      );
      return outcome;
    },
  };
}
