import type { Actor, PostKind } from '../../src/access/actor.js';
import type { Db, Tx } from '../../src/db/database.js';
import type { Prisma } from '../../src/generated/sqlite/client.js';
import type { EnrolmentState, RegisterClass, VisitState } from '../../src/generated/sqlite/enums.js';
import { searchName } from '../../src/reading/search-name.js';

export const ZONE = 'Asia/Jayapura';

/** An instant by its date and time in Masohi (UTC+9): `2023-09-05T09:00`. */
export const at = (text: string) => new Date(`${text}+09:00`);

/** Tuesday, 5 September 2023, 11.30 in Masohi. */
export const NOW = at('2023-09-05T11:30');
export const TODAY = { year: 2023, month: 9, day: 5 } as const;

const HOUR_MS = 3_600_000;

type Writer = Pick<Db, 'write'>;

/** Columns that differ from what the builder puts there. */
type More<Input> = Omit<Partial<Input>, 'id' | 'unitId' | 'searchName'>;
type AgencyMore = More<Prisma.AgencyUncheckedCreateInput>;
type ProgrammeMore = More<Prisma.ProgrammeUncheckedCreateInput>;
type SlotMore = More<Prisma.TimetableSlotUncheckedCreateInput>;
type SessionMore = More<Prisma.SessionUncheckedCreateInput>;
type VisitMore = More<Prisma.VisitUncheckedCreateInput>;
type AgreementMore = More<Prisma.AgreementUncheckedCreateInput>;
type FollowUpMore = More<Prisma.FollowUpUncheckedCreateInput>;
type ParticipantMore = More<Prisma.ParticipantUncheckedCreateInput> & {
  readonly registerClass?: RegisterClass;
  /** When they came, from which on the class holds too. */
  readonly from?: Date;
};

type Into = { readonly programmeId: number; readonly participantId: number };

type Place = {
  readonly unitId: number;
  readonly unitName?: string;
  readonly now?: () => Date;
  /** When programmes and participants began to be there; 1 August 2023 unless given. */
  readonly since?: Date;
};

/**
 * Fills a unit that is there, row by row: what a test doesn't say is as plain as may be, and whatever the database
 * knows of a thing may be said. All but `person` resolve to the new row's id.
 */
export function worldOf(db: Writer, place: Place) {
  const { unitId, unitName = 'Rutan Masohi', now = () => NOW, since = at('2023-08-01T00:00') } = place;
  let people = 0;
  let registers = 0;
  let updates = 0;
  const add = async (make: (tx: Tx) => Promise<{ readonly id: number }>) => (await db.write(make)).id;

  async function person(
    kind: PostKind,
    agencyId: number | null = null,
    more: More<Prisma.PersonUncheckedCreateInput> & { readonly endedAt?: Date } = {},
  ): Promise<Actor> {
    const { endedAt, ...facts } = more;
    people += 1;
    const account = BigInt(unitId * 1000 + 4000 + people);
    return db.write(async (tx) => {
      const { id, telegramId, name } = await tx.person.create({
        data: { telegramId: account, name: `Orang ${people}`, createdAt: now(), ...facts },
      });
      const held = { unitId, personId: id, kind, agencyId, startedAt: now() };
      const post = await tx.post.create({ data: { ...held, endedAt: endedAt ?? null } });
      const posts = endedAt ? [] : [{ id: post.id, unitId, kind, agencyId }];
      return { personId: id, telegramId, name, locale: 'id', unitId, unitName, zone: ZONE, posts };
    });
  }

  const agency = (name: string, more: AgencyMore = {}) =>
    add((tx) =>
      tx.agency.create({
        data: { unitId, name, searchName: searchName(name), createdAt: now(), ...more },
      }),
    );

  const programme = (name = 'Budidaya Ikan Lele', more: ProgrammeMore = {}) =>
    add((tx) =>
      tx.programme.create({
        data: { unitId, name, searchName: searchName(name), kind: 'trade', createdAt: since, ...more },
      }),
    );

  async function participant(more: ParticipantMore = {}): Promise<number> {
    registers += 1;
    const { registerClass = 'B_I', from = since, ...facts } = more;
    const { name = `Peserta ${registers}`, registerKey = `BI-${registers}/2023` } = facts;
    const of = { unitId, name, searchName: searchName(name), registerNumber: registerKey, registerKey };
    const classes = { create: { registerClass, from } };
    const { registerNumber: number = registerKey } = facts;
    const numbers = {
      create: { unitId, number, key: registerKey, from, cause: 'first' as const, recordedAt: from },
    };
    return add((tx) =>
      tx.participant.create({
        data: { ...of, presentFrom: from, createdAt: from, classes, numbers, ...facts },
      }),
    );
  }

  /** An enrolment with its states, each from its instant until the next one's; active since the beginning unless given. */
  async function enrol(into: Into, ...states: readonly (readonly [EnrolmentState, Date | string])[]) {
    const given = states.length > 0 ? states : [['active', since] as const];
    const begins = given.map(([, from]) => new Date(from));
    const changes = given.map(([state], index) => {
      const from = begins[index] ?? since;
      return { state, from, recordedAt: from, until: begins[index + 1] ?? null };
    });
    const { state, from } = changes.at(-1) ?? { state: 'active', from: since };
    const ended = state === 'ended' ? { endedAt: from, endReason: 'completed' as const } : {};
    const data = { unitId, ...into, state, ...ended, changes: { create: changes } };
    return add((tx) => tx.enrolment.create({ data }));
  }

  /** Somebody new who takes part in a programme from an instant on. */
  async function trainee(programmeId: number, name: string, from = since): Promise<number> {
    const participantId = await participant({ name, from });
    await enrol({ programmeId, participantId }, ['active', from]);
    return participantId;
  }

  /**
   * A programme that so many take part in: `Peserta 01`, `Peserta 02`…, whose ids are in the sheet's order; they were
   * entered in the opposite one.
   */
  async function course(more: ProgrammeMore & { readonly size?: number } = {}) {
    const { size = 0, name, ...facts } = more;
    const id = await programme(name, { trainer: 'Pak Rudi', ...facts });
    const participants: number[] = [];
    for (let number = size; number > 0; number -= 1) {
      participants.unshift(await trainee(id, `Peserta ${String(number).padStart(2, '0')}`));
    }
    return { id, participants };
  }

  /**
   * So many people who came to a programme one after the other, a minute apart until now: `Orang 1`, `Orang 2`…; the
   * first `seats` of them are active, the others wait.
   */
  async function fill(programmeId: number, size: number, seats: number): Promise<void> {
    for (let number = 1; number <= size; number += 1) {
      const registerKey = `BI${number}/2023`;
      const participantId = await participant({ name: `Orang ${number}`, registerKey });
      const from = new Date(now().getTime() - (size - number + 1) * 60_000);
      await enrol({ programmeId, participantId }, [number <= seats ? 'active' : 'waiting', from]);
    }
  }

  /** Of two hours, held unless said otherwise. */
  const session = (programmeId: number, startsAt: Date, more: SessionMore = {}) =>
    add((tx) =>
      tx.session.create({
        data: {
          unitId,
          programmeId,
          startsAt,
          state: 'held',
          endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
          ...more,
        },
      }),
    );

  const slot = (programmeId: number, more: SlotMore = {}) =>
    add((tx) =>
      tx.timetableSlot.create({
        data: { programmeId, weekday: 2, startMinute: 540, endMinute: 660, since: now(), ...more },
      }),
    );

  /** Of an hour at one agency, that an officer of ours answers for. */
  const visit = (
    officerId: number,
    agencyId: number,
    startsAt: Date,
    state: VisitState = 'confirmed',
    more: VisitMore = {},
  ) =>
    add((tx) =>
      tx.visit.create({
        data: {
          unitId,
          officerId,
          state,
          startsAt,
          direction: 'toAgency',
          purpose: 'Kerja sama',
          endsAt: new Date(startsAt.getTime() + HOUR_MS),
          createdAt: startsAt,
          parties: { create: { agencyId, answer: state === 'confirmed' ? 'accepted' : 'pending' } },
          ...more,
        },
      }),
    );

  /** Agreed just now, by whoever answers for the visit. */
  const followUp = (visitId: number, what: string, dueOn: string, more: FollowUpMore) =>
    add(async (tx) => {
      const { officerId } = await tx.visit.findUniqueOrThrow({ where: { id: visitId } });
      const data = { unitId, visitId, what, dueOn, agreedAt: now(), agreedById: officerId, ...more };
      return tx.followUp.create({ data });
    });

  /** An agreement that is being explored; a stage that is said was reached on the day it is made. */
  const agreement = (officerId: number, agencyId: number, subject: string, more: AgreementMore = {}) =>
    add((tx) =>
      tx.agreement.create({
        data: {
          unitId,
          officerId,
          kind: 'cooperation',
          subject,
          searchText: subject.toLowerCase(),
          createdAt: now(),
          agencies: { create: { agencyId } },
          steps: {
            create: { stage: more.stage ?? 'exploring', reachedOn: '2023-08-31', at: now(), byId: officerId },
          },
          ...more,
        },
      }),
    );

  return {
    unitId,
    person,
    /** What a use case is told of who does what by which update. */
    doing: (actor: Actor, moment = now()) => ({
      actor,
      now: moment,
      ref: { botId: 1n, updateId: ++updates },
    }),
    agency,
    programme,
    participant,
    enrol,
    trainee,
    course,
    fill,
    session,
    slot,
    visit,
    followUp,
    agreement,
  };
}

export type World = Awaited<ReturnType<typeof world>>;

/** A unit of its own to be filled, in Masohi's zone, with two agencies. */
export async function world(db: Writer, { unitName = 'Rutan Masohi', ...place }: Omit<Place, 'unitId'> = {}) {
  const { id: unitId } = await db.write((tx) =>
    tx.unit.create({ data: { name: unitName, zone: ZONE, createdAt: at('2023-01-01T00:00') } }),
  );
  const filled = worldOf(db, { ...place, unitId, unitName });
  const social = await filled.agency('Dinas Sosial');
  const fisheries = await filled.agency('Dinas Perikanan');
  return { ...filled, social, fisheries };
}
