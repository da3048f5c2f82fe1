import type { Actor, PostKind } from '../../../src/access/actor.js';
import type { Db } from '../../../src/db/database.js';
import { searchName } from '../../../src/reading/search-name.js';

/** The unit's zone is UTC+9: this is Tuesday, 5 September 2023, 11.30 WIT. */
export const NOW = new Date('2023-09-05T02:30:00Z');

export const at = (text: string) => new Date(`${text}+09:00`);

/** A unit with two agencies; people are made as they are needed. */
export async function makeUnit(db: Db, name = 'Rutan Masohi') {
  return db.write(async (tx) => {
    const unit = await tx.unit.create({
      data: { name, zone: 'Asia/Jayapura', createdAt: at('2023-01-01T00:00') },
    });
    const agency = (title: string) =>
      tx.agency.create({
        data: { unitId: unit.id, name: title, searchName: searchName(title), createdAt: unit.createdAt },
      });
    const [fisheries, social] = [await agency('Dinas Perikanan'), await agency('Dinas Sosial')];
    return { unitId: unit.id, fisheries: fisheries.id, social: social.id };
  });
}

let telegramIds = 5000n;

export async function makeActor(
  db: Db,
  unitId: number,
  kind: PostKind,
  agencyId: number | null = null,
): Promise<Actor> {
  telegramIds += 1n;
  const telegramId = telegramIds;
  const name = `${kind} ${telegramId}`;
  const person = await db.write((tx) =>
    tx.person.create({ data: { telegramId, name, createdAt: at('2023-01-01T00:00') } }),
  );
  return {
    personId: person.id,
    telegramId,
    name,
    locale: 'id',
    unitId,
    unitName: 'Rutan Masohi',
    zone: 'Asia/Jayapura',
    posts: [{ id: 1, unitId, kind, agencyId }],
  };
}

/** A programme with that many active participants, `Peserta 01`… in the order of the sheet. */
export async function makeProgramme(
  db: Db,
  unitId: number,
  programme: {
    readonly name?: string;
    readonly agencyId?: number | null;
    readonly trainer?: string;
    readonly size?: number;
    readonly namesShown?: boolean;
  } = {},
) {
  const {
    name = 'Budidaya Ikan Lele',
    agencyId = null,
    trainer = 'Pak Rudi',
    size = 0,
    namesShown = false,
  } = programme;
  const start = at('2023-08-01T00:00');
  return db.write(async (tx) => {
    const { id } = await tx.programme.create({
      data: {
        unitId,
        agencyId,
        name,
        searchName: searchName(name),
        kind: 'trade',
        trainer,
        namesShown,
        createdAt: start,
      },
    });
    const participants: number[] = [];
    for (let number = 1; number <= size; number += 1) {
      const two = String(number).padStart(2, '0');
      participants.push(await enrol(tx, { unitId, programmeId: id, name: `Peserta ${two}`, from: start }));
    }
    return { id, participants };
  });
}

let registers = 0;

type Enrol = {
  readonly unitId: number;
  readonly programmeId: number;
  readonly name: string;
  readonly from: Date;
};

/** One more on the sheet from an instant on. */
export async function enrol(tx: Parameters<Parameters<Db['write']>[0]>[0], of: Enrol): Promise<number> {
  const { unitId, programmeId, name, from } = of;
  registers += 1;
  const register = `BI-${registers}/2023`;
  const participant = await tx.participant.create({
    data: {
      unitId,
      registerNumber: register,
      registerKey: register,
      name,
      searchName: searchName(name),
      presentFrom: from,
      createdAt: from,
    },
  });
  await tx.enrolment.create({
    data: {
      unitId,
      programmeId,
      participantId: participant.id,
      state: 'active',
      changes: { create: { state: 'active', from, recordedAt: from } },
    },
  });
  return participant.id;
}
