import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/database.js';

/** There is one row. */
const ONLY = { where: { id: 1 } };

/** What tells this installation from every other one: a random UUID, made when it is first asked for. */
export async function installationId({ read, write }: Pick<Db, 'read' | 'write'>): Promise<string> {
  const known = await read.installation.findUnique(ONLY);
  if (known) return known.uuid;
  // Several files may be the first at once: one of them makes it.
  const made = await write(async (tx) => {
    await tx.$executeRaw`INSERT INTO "Installation" ("id", "uuid") VALUES (1, ${randomUUID()}) ON CONFLICT DO NOTHING`;
    return tx.installation.findUniqueOrThrow(ONLY);
  });
  return made.uuid;
}
