import { createDatabase, type Tx } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import { UNIT } from '../counts/sample.js';

/** The unit's people: each has a post, and so many that nobody comes to their limit of updates. */
export const OFFICERS: readonly number[] = Array.from({ length: 640 }, (_, n) => UNIT.firstPerson + n);
/** They hold no post. */
export const STRANGERS: readonly number[] = Array.from({ length: 640 }, (_, n) => 900_001 + n);
export const GROUP = -100_500;

const PROGRAMMES = 12;
const AGENCIES = 4;
const DAY_MS = 86_400_000;

/** What the measured updates name. */
export type Sown = { readonly visitId: number; readonly programmeId: number };

/** A unit of so many participants in twelve running programmes, with a visit, a group and many officers. */
export async function sowHot(file: string, participants: number): Promise<Sown> {
  await migrate(`file:${file}`);
  const db = await createDatabase(`file:${file}`);
  const now = new Date();
  try {
    const head = { headTelegramIds: [BigInt(UNIT.firstPerson)], headName: 'Kepala' };
    const people = createPeopleService({ db, defaultLocale: 'id' });
    const { unitId } = await people.prepareUnit({ name: UNIT.name, zone: UNIT.zone, ...head }, now);
    return await db.write(async (tx) => {
      const officerId = await sowOfficers(tx, unitId, now);
      const agencies = await sowAgencies(tx, unitId, now);
      const programmeId = await sowProgrammes(tx, unitId, agencies, now);
      await sowParticipants(tx, unitId, participants, new Date(now.getTime() - 30 * DAY_MS));
      await sowGroup(tx, unitId, officerId, now);
      return { programmeId, visitId: await sowVisit(tx, unitId, officerId, agencies, now) };
    });
  } finally {
    await db.close();
  }
}

async function sowOfficers(tx: Tx, unitId: number, now: Date): Promise<number> {
  let last = 0;
  for (const telegramId of OFFICERS.slice(1)) {
    const posts = { create: { unitId, kind: 'officer' as const, startedAt: now } };
    const { id } = await tx.person.create({
      data: { telegramId, name: `Orang ${telegramId}`, locale: 'id', createdAt: now, posts },
    });
    last = id;
  }
  return last;
}

async function sowAgencies(tx: Tx, unitId: number, createdAt: Date): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let n = 1; n <= AGENCIES; n += 1) {
    const name = `Dinas Contoh ${n}`;
    const data = { unitId, name, searchName: name.toLowerCase(), createdAt };
    ids.push((await tx.agency.create({ data })).id);
  }
  return ids;
}

/** Without days or seats: nothing of theirs falls due in the middle of a measurement. */
async function sowProgrammes(
  tx: Tx,
  unitId: number,
  agencies: readonly number[],
  createdAt: Date,
): Promise<number> {
  let first = 0;
  for (let n = 1; n <= PROGRAMMES; n += 1) {
    const name = `Pelatihan Contoh ${n}`;
    const kind = n % 2 === 0 ? 'attitude' : 'trade';
    const agencyId = agencies[n % (AGENCIES + 1)] ?? null;
    const data = { unitId, name, searchName: name.toLowerCase(), kind, agencyId, createdAt } as const;
    const { id } = await tx.programme.create({ data });
    first ||= id;
  }
  return first;
}

/** Everybody in one programme, and every fourth in a second one. */
async function sowParticipants(tx: Tx, unitId: number, participants: number, from: Date): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${participants})
    INSERT INTO "Participant"
      ("unitId", "registerNumber", "registerKey", "name", "searchName", "presentFrom", "createdAt")
    SELECT ${unitId}, 'B ' || i, 'b' || i, 'Peserta ' || i, 'peserta ' || i, ${from}, ${from} FROM n`;
  await tx.$executeRaw`
    INSERT INTO "ParticipantClass" ("participantId", "registerClass", "from")
    SELECT "id", CASE WHEN "id" % 3 = 0 THEN 'A_III' ELSE 'B_I' END, ${from} FROM "Participant"`;
  await tx.$executeRaw`
    INSERT INTO "Enrolment" ("unitId", "participantId", "programmeId", "state")
    SELECT p."unitId", p."id", g."id", 'active' FROM "Participant" p JOIN "Programme" g
      ON g."id" = p."id" % ${PROGRAMMES} + 1 OR (p."id" % 4 = 0 AND g."id" = (p."id" + 1) % ${PROGRAMMES} + 1)`;
  await tx.$executeRaw`
    INSERT INTO "EnrolmentChange" ("enrolmentId", "state", "from", "recordedAt")
    SELECT "id", 'active', ${from}, ${from} FROM "Enrolment"`;
}

async function sowGroup(tx: Tx, unitId: number, boundById: number, boundAt: Date): Promise<void> {
  const at = { weekday: 1, minute: 480, locale: 'id', boundById, boundAt } as const;
  await tx.groupChat.create({ data: { unitId, chatId: GROUP, title: 'Grup Contoh', ...at } });
}

/** One that both agencies have accepted, a month ahead. */
async function sowVisit(
  tx: Tx,
  unitId: number,
  officerId: number,
  agencies: readonly number[],
  now: Date,
): Promise<number> {
  const startsAt = new Date(now.getTime() + 30 * DAY_MS);
  const parties = agencies.slice(0, 2).map((agencyId) => ({ agencyId, answer: 'accepted' as const }));
  const { id } = await tx.visit.create({
    data: {
      unitId,
      direction: 'toAgency',
      startsAt,
      endsAt: new Date(startsAt.getTime() + DAY_MS / 12),
      purpose: 'kerja sama pelatihan',
      state: 'confirmed',
      officerId,
      createdAt: now,
      parties: { create: parties },
      events: {
        create: [
          { at: now, kind: 'proposed' },
          { at: now, kind: 'accepted' },
        ],
      },
    },
  });
  return id;
}
