import type { Db, Reader, Tx } from '../db/database.js';
import { isUniqueViolation } from '../db/errors.js';
import { keyId } from '../lib/shut/seal.js';

const RING = 1;

/** What the database calls a key. */
export const nameOf = (key: Uint8Array): string => Buffer.from(keyId(key)).toString('hex');

/** The names of the keys that what is sealed may need, the one that seals now first; none before the first start. */
export async function ringOf(db: Reader): Promise<readonly string[]> {
  const ring = await db.keyRing.findUnique({ where: { id: RING } });
  return ring?.keyIds.split(' ') ?? [];
}

/** Says which keys what is sealed may need from now on. */
export async function setRing(tx: Tx, names: readonly string[]): Promise<void> {
  const keyIds = names.join(' ');
  await tx.keyRing.upsert({ where: { id: RING }, create: { id: RING, keyIds }, update: { keyIds } });
}

/** Says so for the first time. `false`: another process did. */
export async function makeRing(db: Db, names: readonly string[]): Promise<boolean> {
  try {
    await db.writeOne((client) => client.keyRing.create({ data: { id: RING, keyIds: names.join(' ') } }));
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
