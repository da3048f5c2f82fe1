import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/database.js';

/** There is one row. */
const ONLY = 1;

/** What tells this installation from every other one: a random UUID, made when it is first asked for. */
export async function installationId({ read, write }: Pick<Db, 'read' | 'write'>): Promise<string> {
  const known = await read.installation.findUnique({ where: { id: ONLY } });
  if (known) return known.uuid;
  const made = await write((tx) =>
    tx.installation.upsert({ where: { id: ONLY }, create: { id: ONLY, uuid: randomUUID() }, update: {} }),
  );
  return made.uuid;
}
