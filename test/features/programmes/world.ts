import type { Actor, PostKind } from '../../../src/access/actor.js';
import type { Db } from '../../../src/db/database.js';
import type { ProgrammeState } from '../../../src/features/programmes/life/rules.js';

export const ZONE = 'Asia/Jayapura';

type ProgrammeMore = {
  readonly seats?: number;
  readonly agencyId?: number;
  readonly officerId?: number;
  readonly state?: ProgrammeState;
  readonly startsOn?: string;
  readonly endsOn?: string;
};

/** A unit with people and agencies in it, and updates that are each new. */
export async function createWorld(db: Db, now: Date) {
  let update = 0;
  const unit = await db.write((tx) =>
    tx.unit.create({ data: { name: 'Rutan Masohi', zone: ZONE, createdAt: now } }),
  );

  async function person(kind: PostKind, agencyId: number | null = null): Promise<Actor> {
    update += 1;
    const telegramId = BigInt(100 + update);
    return db.write(async (tx) => {
      const { id } = await tx.person.create({
        data: { telegramId, name: `Orang ${update}`, createdAt: now },
      });
      const data = { unitId: unit.id, personId: id, kind, agencyId, startedAt: now };
      const post = await tx.post.create({ data });
      const posts = [{ id: post.id, unitId: unit.id, kind, agencyId }];
      return {
        personId: id,
        telegramId,
        name: `Orang ${update}`,
        locale: 'id',
        unitId: unit.id,
        unitName: unit.name,
        zone: ZONE,
        posts,
      };
    });
  }

  return {
    unitId: unit.id,
    person,
    /** What a use case is told of who does what by which update. */
    doing: (actor: Actor, at = now) => ({ actor, now: at, ref: { botId: 1n, updateId: ++update } }),
    agency: (name: string) =>
      db.write((tx) =>
        tx.agency.create({ data: { unitId: unit.id, name, searchName: name.toLowerCase(), createdAt: now } }),
      ),
    programme: (name: string, more: ProgrammeMore = {}) =>
      db.write((tx) =>
        tx.programme.create({
          data: {
            unitId: unit.id,
            name,
            searchName: name.toLowerCase(),
            kind: 'trade',
            createdAt: now,
            ...more,
          },
        }),
      ),
    /**
     * People with the ids from 1 on, enrolled one by one in a programme: the first `seats` of them are active, the
     * others wait.
     */
    fill: (programmeId: number, people: number, seats: number) =>
      db.write(async (tx) => {
        const numbers = Array.from({ length: people }, (_, index) => index + 1);
        await tx.participant.createMany({
          data: numbers.map((n) => ({
            ...{ unitId: unit.id, name: `Orang ${n}`, searchName: `orang ${n}`, createdAt: now },
            ...{ registerNumber: `BI${n}/2023`, registerKey: `BI${n}/2023`, presentFrom: now },
          })),
        });
        const state = (n: number) => (n <= seats ? ('active' as const) : ('waiting' as const));
        await tx.enrolment.createMany({
          data: numbers.map((n) => ({ unitId: unit.id, programmeId, participantId: n, state: state(n) })),
        });
        await tx.enrolmentChange.createMany({
          data: numbers.map((n) => ({
            ...{ enrolmentId: n, state: state(n), recordedAt: now },
            // Each a minute after the one before, so that the order of waiting is theirs.
            from: new Date(now.getTime() - (people - n + 1) * 60_000),
          })),
        });
      }),
    participant: (name: string, registerKey: string, presentFrom = now) =>
      db.write((tx) =>
        tx.participant.create({
          data: {
            unitId: unit.id,
            name,
            searchName: name.toLowerCase(),
            registerNumber: registerKey,
            registerKey,
            presentFrom,
            createdAt: now,
            classes: { create: { registerClass: 'B_I', from: presentFrom } },
          },
        }),
      ),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
