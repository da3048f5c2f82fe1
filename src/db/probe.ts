import type { Db } from './types.js';

/** More than a page, so that it has to be made room for. */
const PADDING = 'x'.repeat(8_192);

/**
 * Writes a row of no meaning, the same each time, which goes the way of what is really written.
 * @throws what the database threw: `unwritable` and `isUnavailable` tell what it means.
 */
export async function probeWrite(db: Db, now: Date): Promise<void> {
  const key = { botId: 0n, updateId: 0, effect: 'probe' };
  await db.writeOne((client) =>
    client.handledUpdate.upsert({
      where: { botId_updateId_effect: key },
      update: { at: now },
      create: { ...key, outcome: { value: PADDING }, at: now },
    }),
  );
}
