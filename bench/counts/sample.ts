import BetterSqlite3 from 'better-sqlite3';
import { createDatabase, type Tx } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import { formatPercent } from '#sambang/words/numbers.js';
import { translator } from '#sambang/words/translate.js';
import { ENROLLED_SQL, floorAnswer } from './question.js';

/** The unit of the sample; `firstPerson` and the 49 after it are Telegram ids of people who hold a post there. */
export const UNIT = { name: 'Rutan Kelas IIB Contoh', zone: 'Asia/Jayapura', firstPerson: 5001 } as const;
export const PEOPLE: readonly number[] = Array.from({ length: 50 }, (_, index) => UNIT.firstPerson + index);

/** How much there is to count, and how many people ask at once in a burst (50 at most). */
export type Size = { readonly participants: number; readonly enrolments: number; readonly burst: number };

/** What the bots must say about a sample. */
export type Sample = { readonly file: string; readonly stackAnswer: string; readonly floorAnswer: string };

const PROGRAMMES = 6;
const AGENCIES = 3;
const START = new Date('2023-08-01T00:00:00Z');
const LATER = new Date('2023-08-20T00:00:00Z');

/** Makes and fills a database. Participants and enrolments are numbers and "Peserta n": nobody's data. */
export async function sowSample(file: string, size: Size): Promise<Sample> {
  await migrate(`file:${file}`);
  const db = await createDatabase(`file:${file}`);
  try {
    const people = createPeopleService({ db, defaultLocale: 'id' });
    const head = {
      name: UNIT.name,
      zone: UNIT.zone,
      headTelegramIds: [BigInt(UNIT.firstPerson)],
      headName: 'Kepala',
    };
    const { unitId } = await people.prepareUnit(head, START);
    await db.write(async (tx) => {
      await sowOfficers(tx, unitId);
      await sowProgrammes(tx, unitId);
      await sowEnrolments(tx, unitId, size);
    });
  } finally {
    await db.close();
  }
  return { file, ...expectedAnswers(file, size) };
}

/** The figures counted anew in plain SQL, in the words of the product. */
function expectedAnswers(file: string, { participants }: Size): Omit<Sample, 'file'> {
  const database = new BetterSqlite3(file, { readonly: true });
  const counted = database.prepare<[], { people: number; enrolments: number }>(ENROLLED_SQL).get();
  database.close();
  if (!counted) throw new Error('nothing was counted');
  const t = translator('id');
  const stackAnswer = t('count-total-of', {
    ...counted,
    present: participants,
    whom: t('count-whom'),
    percent: formatPercent(counted.people, participants, 'id'),
  });
  return { stackAnswer, floorAnswer: floorAnswer(counted) };
}

async function sowOfficers(tx: Tx, unitId: number): Promise<void> {
  for (const telegramId of PEOPLE.slice(1)) {
    await tx.person.create({
      data: {
        telegramId,
        name: `Petugas ${telegramId}`,
        createdAt: START,
        posts: { create: { unitId, kind: 'officer', startedAt: START } },
      },
    });
  }
}

async function sowProgrammes(tx: Tx, unitId: number): Promise<void> {
  const named = (name: string) => ({ unitId, name, searchName: name.toLowerCase(), createdAt: START });
  const agencies: number[] = [];
  for (let n = 1; n <= AGENCIES; n += 1) {
    agencies.push((await tx.agency.create({ data: named(`Dinas Contoh ${n}`) })).id);
  }
  for (let n = 1; n <= PROGRAMMES; n += 1) {
    const agencyId = agencies[n % (AGENCIES + 1)] ?? null;
    const kind = n % 2 === 0 ? 'attitude' : 'trade';
    // Finished: a running one would have its seats offered and its silence told in the middle of a measurement.
    const facts = { ...named(`Pelatihan Contoh ${n}`), seats: 20, state: 'finished' as const };
    await tx.programme.create({ data: { ...facts, agencyId, kind } });
  }
}

/** Of ten enrolments one is waiting, one paused and one ended; two of three participants are convicts. */
async function sowEnrolments(tx: Tx, unitId: number, { participants, enrolments }: Size): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${participants})
    INSERT INTO "Participant"
      ("unitId", "registerNumber", "registerKey", "name", "searchName", "presentFrom", "createdAt")
    SELECT ${unitId}, 'B ' || i, 'b' || i, 'Peserta ' || i, 'peserta ' || i, ${START}, ${START} FROM n`;
  await tx.$executeRaw`
    INSERT INTO "ParticipantClass" ("participantId", "registerClass", "from")
    SELECT "id", CASE WHEN "id" % 3 = 0 THEN 'A_III' ELSE 'B_I' END, ${START} FROM "Participant"`;
  await tx.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${enrolments})
    INSERT INTO "Enrolment" ("unitId", "participantId", "programmeId", "state", "endReason", "endedAt")
    SELECT ${unitId}, i % ${participants} + 1, (i + i / ${participants}) % ${PROGRAMMES} + 1,
      CASE i % 10 WHEN 7 THEN 'waiting' WHEN 8 THEN 'paused' WHEN 9 THEN 'ended' ELSE 'active' END,
      CASE i % 10 WHEN 9 THEN 'completed' END, CASE i % 10 WHEN 9 THEN ${LATER} END
    FROM n`;
  // Whoever is not active or waiting now was active first.
  await tx.$executeRaw`
    INSERT INTO "EnrolmentChange" ("enrolmentId", "state", "from", "until", "recordedAt")
    SELECT "id", CASE "state" WHEN 'waiting' THEN 'waiting' ELSE 'active' END, ${START},
      CASE WHEN "state" IN ('paused', 'ended') THEN ${LATER} END, ${START}
    FROM "Enrolment"`;
  await tx.$executeRaw`
    INSERT INTO "EnrolmentChange" ("enrolmentId", "state", "reason", "from", "recordedAt")
    SELECT "id", "state", "endReason", ${LATER}, ${LATER} FROM "Enrolment" WHERE "state" IN ('paused', 'ended')`;
}
