import { randomBytes } from 'node:crypto';
import type { Db } from '../db/database.js';
import { SEALED, type SealedColumn } from '../db/sealed/columns.js';
import { countSealedWithout, deleteSealedWithout, sealAnew } from '../db/sealed/rows.js';
import { parseDatabaseUrl } from '../db/url.js';
import { KEY_BYTES, keyId } from '../lib/shut/seal.js';
import { sealFilesAnew } from '../lib/shut/sealed-files.js';
import { evidenceFolderOf } from '../office/evidence/folder.js';
import { makeKeyFile, writeKeyFile } from './key-file.js';
import { formatKey } from './key-text.js';
import { heldKeys, type KeySettings, openSeal } from './open-seal.js';
import { nameOf, setRing } from './ring.js';

/** What became of a change. `give`: DATA_KEY is to hold the new key before the present one first, as in `value`. */
export type Changed =
  | {
      readonly ok: true;
      readonly rows: number;
      /** Copies of what was sent. */
      readonly files: number;
      readonly place: string;
      readonly key: string;
      /** What backups from before were sealed with. */
      readonly former: readonly string[];
    }
  | { readonly ok: false; readonly reason: 'give'; readonly value: string };

/**
 * Seals everything with a new key, a column in a transaction each, and the copies of what was sent a file at a time. The former key is at hand until nothing is sealed
 * with it any more: killed in the middle, both the program and another run go on from there.
 *
 * Nothing else may run on the database meanwhile.
 *
 * @throws {DataKeyError} as `openSeal` does.
 * @throws {SealError} where something was sealed with a key that isn't at hand.
 */
export async function changeKey(
  db: Db,
  settings: KeySettings,
  columns: readonly SealedColumn[] = SEALED,
): Promise<Changed> {
  await openSeal(db, settings);
  const { keys, place } = await heldKeys(settings);
  if (keys.length === 1) {
    const next = [randomBytes(KEY_BYTES), ...keys];
    if (place === 'DATA_KEY') return { ok: false, reason: 'give', value: next.map(formatKey).join() };
    await writeKeyFile(place, next);
  }
  const { seal } = await openSeal(db, settings);
  const [key = new Uint8Array(), ...former] = (await heldKeys(settings)).keys;
  let rows = 0;
  for (const column of columns) rows += await db.write((tx) => sealAnew(tx, column, seal, keyId(key)));
  const folder = evidenceFolderOf(parseDatabaseUrl(settings.databaseUrl));
  const files = await sealFilesAnew(folder, seal, keyId(key));
  await db.write((tx) => setRing(tx, [nameOf(key)]));
  if (place !== 'DATA_KEY') await writeKeyFile(place, [key]);
  return { ok: true, rows, files, place, key: formatKey(key), former: former.map(formatKey) };
}

/** How much was sealed with keys that aren't at hand. */
export async function countLost(
  db: Db,
  settings: KeySettings,
  columns: readonly SealedColumn[] = SEALED,
): Promise<number> {
  const ids = (await heldKeys(settings)).keys.map(keyId);
  let lost = 0;
  for (const column of columns) lost += await countSealedWithout(db.read, column, ids);
  return lost;
}

/**
 * Begins anew with the keys at hand, or one that is made now: deletes what was sealed with others.
 *
 * @returns How many rows.
 */
export async function beginAnew(
  db: Db,
  settings: KeySettings,
  columns: readonly SealedColumn[] = SEALED,
): Promise<number> {
  const { place, keys: found } = await heldKeys(settings);
  if (found.length === 0) await makeKeyFile(place, randomBytes(KEY_BYTES));
  const { keys } = await heldKeys(settings);
  return db.write(async (tx) => {
    let lost = 0;
    for (const column of columns) lost += await deleteSealedWithout(tx, column, keys.map(keyId));
    await setRing(tx, keys.map(nameOf));
    return lost;
  });
}
