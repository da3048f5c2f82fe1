import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { DatabaseAddress } from '../db/url.js';
import { makePrivateFolder, PRIVATE } from '../lib/shut/private-files.js';
import { DataKeyError } from './errors.js';
import { formatKey, parseKey } from './key-text.js';

/** Where the key is kept unless DATA_KEY gives it: beside an SQLite database and called after it, else in `data`. */
export function keyFileOf(address: DatabaseAddress): string {
  if (address.kind === 'postgresql') return join('data', 'sambang.key');
  const { dir, name } = parse(address.path);
  return join(dir, `${name}.key`);
}

/**
 * The keys in a file, one a line, the newest first; none where there is no such file.
 *
 * @throws {DataKeyError} where something else is in it.
 */
export async function readKeyFile(file: string): Promise<readonly Uint8Array[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return [];
  const keys = text
    .split(/\s+/u)
    .flatMap((line) => (line === '' ? [] : [parseKey(line.replace(/^DATA_KEY=/u, ''))]));
  const read = keys.filter((key) => key !== undefined);
  if (read.length === 0 || read.length < keys.length) throw new DataKeyError('unreadable', file);
  return read;
}

/** Puts keys in a file that its owner alone may read, in place of what was there: whole, or not at all. */
export async function writeKeyFile(file: string, keys: readonly Uint8Array[]): Promise<void> {
  await rename(await writeBeside(file, keys), file);
}

/** Makes a file with a key where there is none yet. Of several processes that do so at once one is first. */
export async function makeKeyFile(file: string, key: Uint8Array): Promise<void> {
  const beside = await writeBeside(file, [key]);
  try {
    await link(beside, file);
  } catch (error) {
    if ((await readKeyFile(file)).length === 0) throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeBeside(file: string, keys: readonly Uint8Array[]): Promise<string> {
  await makePrivateFolder(dirname(file));
  const beside = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = await open(beside, 'wx', PRIVATE.file);
  try {
    await handle.writeFile(`${keys.map(formatKey).join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return beside;
}
