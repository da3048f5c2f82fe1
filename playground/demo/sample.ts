import type { PostKind } from '#sambang/access/actor.js';
import type { Db, Tx } from '#sambang/db/database.js';
import { registerKey } from '#sambang/features/programmes/index.js';
import type { EnrolmentState, ProgrammeKind, RegisterClass } from '#sambang/generated/sqlite/enums.js';
import { addDays, isoDate, type LocalDate, localDate, toInstant, weekday } from '#sambang/lib/zoned.js';
import { searchName } from '#sambang/reading/search-name.js';

/** Somebody at the demo's seats. Everyone in this file is made up. */
export type SamplePerson = {
  readonly telegramId: number;
  readonly first: string;
  readonly last: string;
  readonly post?: PostKind;
  /** Index into `AGENCIES`. */
  readonly agency?: number;
};

export const PEOPLE = {
  head: { telegramId: 1001, first: 'Yusuf', last: 'Latuconsina', post: 'head' },
  officer: { telegramId: 1002, first: 'Maria', last: 'Tehupelasury', post: 'officer' },
  humas: { telegramId: 1003, first: 'Rizal', last: 'Pattimura', post: 'humas' },
  fisheries: { telegramId: 1004, first: 'Ibrahim', last: 'Sangadji', post: 'agencyHead', agency: 0 },
  social: { telegramId: 1005, first: 'Welmince', last: 'Noya', post: 'agencyHead', agency: 1 },
  stranger: { telegramId: 1006, first: 'Tamu', last: 'Baru' },
} as const satisfies Record<string, SamplePerson>;

const AGENCIES = [
  { name: 'Dinas Perikanan Maluku Tengah', address: 'Jl. R.A. Kartini, Masohi' },
  { name: 'Dinas Sosial Maluku Tengah', address: 'Jl. Geser, Masohi' },
  { name: 'Kementerian Agama Maluku Tengah', address: null },
] as const;

type SampleProgramme = {
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agency: number | null;
  readonly seats: number;
  /** How many take part, and how many wait. */
  readonly active: number;
  readonly waiting: number;
  readonly trainer: string;
  /** Weekdays of its sessions, 1 Monday, and the hour that they start. */
  readonly days: readonly number[];
  readonly hour: number;
};

/** With seats for the sample file's people as well, but for one full programme: the check warns of that. */
const PROGRAMMES: readonly SampleProgramme[] = [
  {
    name: 'Budidaya Ikan Lele',
    kind: 'trade',
    agency: 0,
    seats: 45,
    active: 14,
    waiting: 0,
    trainer: 'Bapak Ode',
    days: [2, 4],
    hour: 9,
  },
  {
    name: 'Pengolahan Hasil Laut',
    kind: 'trade',
    agency: 0,
    seats: 24,
    active: 11,
    waiting: 0,
    trainer: 'Ibu Salma',
    days: [3],
    hour: 9,
  },
  {
    name: 'Kewirausahaan',
    kind: 'trade',
    agency: 1,
    seats: 25,
    active: 13,
    waiting: 0,
    trainer: 'Ibu Rina',
    days: [1],
    hour: 10,
  },
  {
    name: 'Pembinaan Mental dan Rohani',
    kind: 'attitude',
    agency: 2,
    seats: 40,
    active: 24,
    waiting: 0,
    trainer: 'Bapak Markus',
    days: [5],
    hour: 9,
  },
  {
    name: 'Kejar Paket C',
    kind: 'attitude',
    agency: null,
    seats: 12,
    active: 12,
    waiting: 2,
    trainer: 'Ibu Hana',
    days: [1, 3],
    hour: 13,
  },
];

const FIRST = [
  'Abdul',
  'Benny',
  'Charles',
  'Dominggus',
  'Elias',
  'Ferdi',
  'Gerson',
  'Hasan',
  'Ismail',
  'Johan',
  'Kamil',
  'Leonard',
];
const LAST = ['Wattimena', 'Salampessy', 'Tuhumury', 'Lestaluhu', 'Makatita', 'Nanlohy', 'Pelupessy'];
const CLASSES: readonly RegisterClass[] = ['B_I', 'B_I', 'B_IIa', 'B_I', 'A_III', 'B_IIb', 'A_II'];
const PARTICIPANTS = 72;
const FIRST_DAY: LocalDate = { year: 2023, month: 7, day: 3 };

/** Everything that the demo starts with, as of `now`: posts, agencies, programmes, participants, logged sessions. */
export async function sowSample(db: Db, unitId: number, zone: string, now: Date): Promise<void> {
  await db.write(
    async (tx) => {
      const agencyIds: number[] = [];
      for (const { name, address } of AGENCIES) {
        const data = { unitId, name, address, searchName: searchName(name), createdAt: now };
        agencyIds.push((await tx.agency.create({ data })).id);
      }
      const officerId = await sowPeople(tx, unitId, agencyIds, now);
      const begin = toInstant(FIRST_DAY, { hour: 8, minute: 0 }, zone);
      const participantIds = await sowParticipants(tx, unitId, begin);
      for (const [index, programme] of PROGRAMMES.entries()) {
        const { name, kind, agency, seats, trainer } = programme;
        const agencyId = agency === null ? null : (agencyIds[agency] ?? null);
        const { id } = await tx.programme.create({
          data: {
            unitId,
            agencyId,
            name,
            searchName: searchName(name),
            kind,
            seats,
            trainer,
            createdAt: begin,
          },
        });
        const active = await sowEnrolments(tx, {
          unitId,
          programmeId: id,
          index,
          programme,
          participantIds,
          begin,
          officerId,
        });
        await sowSessions(tx, { unitId, programmeId: id, programme, active, zone, now, officerId });
      }
    },
    { timeoutMs: 60_000 },
  );
}

async function sowPeople(tx: Tx, unitId: number, agencyIds: readonly number[], now: Date): Promise<number> {
  let officerId = 0;
  for (const person of Object.values<SamplePerson>(PEOPLE)) {
    if (!person.post) continue;
    const { id } = await tx.person.create({
      data: { telegramId: BigInt(person.telegramId), name: `${person.first} ${person.last}`, createdAt: now },
    });
    const agencyId = person.agency === undefined ? null : (agencyIds[person.agency] ?? null);
    await tx.post.create({ data: { unitId, personId: id, kind: person.post, agencyId, startedAt: now } });
    if (person.post === 'officer') officerId = id;
  }
  return officerId;
}

async function sowParticipants(tx: Tx, unitId: number, begin: Date): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < PARTICIPANTS; n += 1) {
    const registerClass = CLASSES[n % CLASSES.length] ?? 'B_I';
    // Last year's numbers: the sample file, whose people are of this year, brings in new ones.
    const registerNumber = `${registerClass.replace('_', '')}-${String(n * 3 + 11).padStart(3, '0')}/2022`;
    const arrival = addDays({ year: 2022, month: 1, day: 10 }, n * 5);
    const detained = registerClass.startsWith('A');
    const name = `${FIRST[n % FIRST.length]} ${LAST[(n * 5) % LAST.length]}`;
    const { id } = await tx.participant.create({
      data: {
        unitId,
        registerNumber,
        registerKey: registerKey(registerNumber),
        numbers: {
          create: {
            unitId,
            number: registerNumber,
            key: registerKey(registerNumber),
            cause: 'first' as const,
            from: begin,
            recordedAt: begin,
          },
        },
        name,
        searchName: searchName(name),
        sex: 'male',
        birthYear: 1968 + ((n * 11) % 34),
        arrivedOn: isoDate(arrival),
        // Nobody knows when a detainee will be released.
        releaseExpectedOn: detained ? null : isoDate(addDays(arrival, 700 + ((n * 97) % 1500))),
        presentFrom: begin,
        createdAt: begin,
        classes: { create: { registerClass, from: begin } },
      },
    });
    ids.push(id);
  }
  return ids;
}

/** Those who take part since the first day, and those who wait. */
async function sowEnrolments(
  tx: Tx,
  sample: {
    readonly unitId: number;
    readonly programmeId: number;
    readonly index: number;
    readonly programme: SampleProgramme;
    readonly participantIds: readonly number[];
    readonly begin: Date;
    readonly officerId: number;
  },
): Promise<number[]> {
  const { unitId, programmeId, index, programme, participantIds, begin, officerId } = sample;
  const active: number[] = [];
  for (let n = 0; n < programme.active + programme.waiting; n += 1) {
    const participantId = participantIds[(index * 13 + n) % participantIds.length] ?? 0;
    const state: EnrolmentState = n < programme.active ? 'active' : 'waiting';
    if (state === 'active') active.push(participantId);
    await tx.enrolment.create({
      data: {
        unitId,
        programmeId,
        participantId,
        state,
        changes: { create: { state, from: begin, recordedAt: begin, byId: officerId } },
      },
    });
  }
  return active;
}

/** Sessions on their weekdays since the first day, all but yesterday's logged, each with a few absent. */
async function sowSessions(
  tx: Tx,
  sample: {
    readonly unitId: number;
    readonly programmeId: number;
    readonly programme: SampleProgramme;
    readonly active: readonly number[];
    readonly zone: string;
    readonly now: Date;
    readonly officerId: number;
  },
): Promise<void> {
  const { unitId, programmeId, programme, active, zone, now, officerId } = sample;
  const yesterday = addDays(localDate(now, zone), -1);
  const last = addDays(yesterday, -1);
  let number = 0;
  for (let n = 0; n < 120; n += 1) {
    const day = addDays(FIRST_DAY, n);
    const startsAt = toInstant(day, { hour: programme.hour, minute: 0 }, zone);
    if (startsAt > toInstant(last, { hour: 23, minute: 59 }, zone)) break;
    if (!programme.days.includes(weekday(day))) continue;
    number += 1;
    const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
    const odd = (seat: number) => (seat * 7 + number * 3) % 19;
    await tx.session.create({
      data: {
        unitId,
        programmeId,
        number,
        startsAt,
        endsAt,
        loggedById: officerId,
        loggedAt: endsAt,
        state: 'held',
        trainer: programme.trainer,
        attendance: {
          create: active.map((participantId, seat) => ({
            participantId,
            number: seat + 1,
            mark:
              odd(seat) === 0 ? 'sick' : odd(seat) === 1 ? 'absent' : odd(seat) === 2 ? 'court' : 'present',
          })),
        },
      },
    });
  }
}
