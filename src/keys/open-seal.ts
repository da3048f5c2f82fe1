import { randomBytes } from 'node:crypto';
import type { Db } from '../db/database.js';
import { parseDatabaseUrl } from '../db/url.js';
import { createSeal, KEY_BYTES, type Seal } from '../lib/shut/seal.js';
import { DataKeyError } from './errors.js';
import { keyFileOf, makeKeyFile, readKeyFile } from './key-file.js';
import { formatKey } from './key-text.js';
import { makeRing, nameOf, ringOf, setRing } from './ring.js';

/** What the configuration says of keys: DATA_KEY's, the one that seals first, none for a file's. */
export type KeySettings = { readonly databaseUrl: string; readonly dataKeys: readonly Uint8Array[] };

/** The keys at hand, the one that seals first, and where they are: a file, or `DATA_KEY` for the variable. */
export type HeldKeys = { readonly keys: readonly Uint8Array[]; readonly place: string };

/**
 * The seal with its key, and the key as text where it was made just now: to be shown once. `first`: this database had
 * none before.
 */
export type OpenedSeal = {
  readonly seal: Seal;
  readonly key: Uint8Array;
  readonly first: boolean;
  readonly madeKey: MadeKey | undefined;
};
type MadeKey = { readonly text: string; readonly file: string };

/** The keys that are given, or in the file beside the database. */
export async function heldKeys({ databaseUrl, dataKeys }: KeySettings): Promise<HeldKeys> {
  if (dataKeys.length > 0) return { keys: dataKeys, place: 'DATA_KEY' };
  const file = keyFileOf(parseDatabaseUrl(databaseUrl));
  return { keys: await readKeyFile(file), place: file };
}

/**
 * Opens the seal that personal data stored in passing are kept under. Unless DATA_KEY gives one, a key is made at the
 * first start.
 *
 * @throws {DataKeyError} where the database was sealed with a key that isn't at hand.
 */
export async function openSeal(db: Db, settings: KeySettings): Promise<OpenedSeal> {
  const ring = await ringOf(db.read);
  const held = await heldKeys(settings);
  if (ring.length === 0 && held.keys.length === 0) {
    await makeKeyFile(held.place, randomBytes(KEY_BYTES));
    return openSeal(db, settings);
  }
  const [key, ...former] = held.keys;
  if (!key) throw new DataKeyError('missing', held.place);
  const names = held.keys.map(nameOf);
  if (ring.some((name) => !names.includes(name))) throw new DataKeyError('another', held.place);
  const seal = createSeal(key, former);
  const [own = ''] = names;
  if (ring[0] === own) return { seal, key, first: false, madeKey: undefined };
  // With a change under way, or a new key before the former one in DATA_KEY.
  if (ring.length > 0) {
    await db.write(async (tx) => setRing(tx, [own, ...(await ringOf(tx)).filter((name) => name !== own)]));
    return { seal, key, first: false, madeKey: undefined };
  }
  // Of several processes that start on an empty database one is first, and the others' keys must be the same.
  if (!(await makeRing(db, [own]))) return openSeal(db, settings);
  const made = settings.dataKeys.length === 0;
  return { seal, key, first: true, madeKey: made ? { text: formatKey(key), file: held.place } : undefined };
}
