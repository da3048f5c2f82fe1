import type { Database } from '../../../src/db/database.js';
import type { Actor, PostKind } from '../../../src/features/people/rules.js';

export const ZONE = 'Asia/Jayapura';

/** A unit with people and agencies in it, and updates that are each new. */
export async function createWorld(db: Database, now: Date) {
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
    programme: (name: string, more: { seats?: number; agencyId?: number } = {}) =>
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
