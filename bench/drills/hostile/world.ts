import type { Db, Tx } from '#sambang/db/database.js';
import { UNIT } from '../../counts/sample.js';
import { GROUP } from './updates.js';

/** Every participant is called so, and every register number holds it, so that neither can go anywhere unnoticed. */
const WORDS = { name: 'Zulqarnaen', register: '98765' } as const;

/** What must be in no log, no error and no group. */
export const SECRET = new RegExp(`${WORDS.name}|${WORDS.register}`, 'iu');

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Who writes, by their post. */
export const ACCOUNTS = {
  head: { id: UNIT.firstPerson, name: 'Orang Kepala' },
  officer: { id: UNIT.firstPerson + 1, name: 'Orang Petugas' },
  humas: { id: UNIT.firstPerson + 2, name: 'Orang Humas' },
  agencyHead: { id: UNIT.firstPerson + 3, name: 'Orang Dinas' },
  agencyContact: { id: UNIT.firstPerson + 4, name: 'Orang Staf' },
  stranger: { id: UNIT.firstPerson + 900, name: 'Orang Asing' },
} as const;

async function post(
  tx: Tx,
  unitId: number,
  kind: 'head' | 'officer' | 'humas' | 'agencyHead' | 'agencyContact',
  account: { readonly id: number; readonly name: string },
  agencyId: number | null,
  now: Date,
): Promise<number> {
  const telegramId = BigInt(account.id);
  const { id } = await tx.person.upsert({
    where: { telegramId },
    create: { telegramId, name: account.name, createdAt: now },
    update: {},
  });
  await tx.post.create({ data: { unitId, personId: id, kind, agencyId, startedAt: now } });
  return id;
}

/** Agencies, programmes with people, a session, a visit. */
async function fill(tx: Tx, unitId: number, now: Date) {
  const since = new Date(now.getTime() - 30 * DAY_MS);
  const named = (name: string) => ({ unitId, name, searchName: name.toLowerCase() });
  const [social, fisheries] = [
    await tx.agency.create({ data: { ...named('Dinas Sosial'), createdAt: since } }),
    await tx.agency.create({ data: { ...named('Dinas Perikanan'), createdAt: since } }),
  ];
  const programmes = [
    await tx.programme.create({
      data: {
        ...named('Budidaya Lele'),
        kind: 'trade',
        agencyId: fisheries.id,
        namesShown: true,
        createdAt: since,
      },
    }),
    await tx.programme.create({
      data: { ...named('Menjahit'), kind: 'trade', agencyId: social.id, namesShown: true, createdAt: since },
    }),
  ];
  for (const [at, { id: programmeId }] of programmes.entries()) {
    for (let n = 1; n <= 5; n += 1) {
      const registerKey = `BI${WORDS.register}${at}${n}/2023`;
      const name = `${WORDS.name} ${'ABCDE'[n - 1]}${at}`;
      const { id: participantId } = await tx.participant.create({
        data: {
          ...named(name),
          registerNumber: registerKey,
          registerKey,
          presentFrom: since,
          createdAt: since,
          classes: { create: { registerClass: 'B_I', from: since } },
        },
      });
      const changes = { create: { state: 'active' as const, from: since, recordedAt: since } };
      await tx.enrolment.create({ data: { unitId, programmeId, participantId, state: 'active', changes } });
    }
  }
  const startsAt = new Date(now.getTime() - DAY_MS);
  const endsAt = new Date(startsAt.getTime() + 2 * HOUR_MS);
  await tx.session.create({
    data: { unitId, programmeId: programmes[0]?.id ?? 0, startsAt, endsAt, state: 'held', number: 1 },
  });
  return { social: social.id, fisheries: fisheries.id };
}

/** Two units with the same kinds of data, the first with a group that is told its totals; resolves to the second's id. */
export async function sowHostile(db: Db, now: Date): Promise<number> {
  const unit = await db.read.unit.findFirstOrThrow();
  await db.write(async (tx) => {
    const { social, fisheries } = await fill(tx, unit.id, now);
    await post(tx, unit.id, 'officer', ACCOUNTS.officer, null, now);
    await post(tx, unit.id, 'humas', ACCOUNTS.humas, null, now);
    await post(tx, unit.id, 'agencyHead', ACCOUNTS.agencyHead, fisheries, now);
    await post(tx, unit.id, 'agencyContact', ACCOUNTS.agencyContact, social, now);
    const head = await tx.person.findFirstOrThrow();
    await tx.groupChat.create({
      data: {
        unitId: unit.id,
        chatId: BigInt(GROUP.id),
        title: GROUP.title,
        weekday: 1,
        minute: 450,
        locale: 'id',
        boundById: head.id,
        boundAt: now,
      },
    });
  });
  return db.write(async (tx) => {
    const other = await tx.unit.create({ data: { name: 'Lapas Lain', zone: UNIT.zone, createdAt: now } });
    const { fisheries } = await fill(tx, other.id, now);
    const account = { id: UNIT.firstPerson + 950, name: 'Orang Lain' };
    await post(tx, other.id, 'agencyHead', account, fisheries, now);
    return other.id;
  });
}
