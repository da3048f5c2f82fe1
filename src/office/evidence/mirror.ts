import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFile } from '../../lib/disk/synced.js';
import { makePrivateFolder } from '../../lib/shut/private-files.js';
import { listSealed, sealedMark } from '../../lib/shut/sealed-files.js';
import { checkSpace } from '../files/whole-files.js';

/** How many files there are, and how many of them were copied. */
export type Mirrored = { readonly files: number; readonly added: number };

/**
 * Copies the sealed files of one folder to another. They change with the key alone: what begins alike and is as long is
 * the same, and stays; `missing` copies only what isn't there under its name. Nothing is ever removed, since older
 * backups may speak of it.
 *
 * @throws what the disk says, ENOSPC before it is full.
 */
export async function mirrorSealed(from: string, to: string, which: 'all' | 'missing'): Promise<Mirrored> {
  const names = await listSealed(from);
  if (names.length === 0) return { files: 0, added: 0 };
  await makePrivateFolder(to);
  const wanted: string[] = [];
  for (const name of names) {
    const there = await sealedMark(to, name);
    if (there === undefined || (which === 'all' && there !== (await sealedMark(from, name))))
      wanted.push(name);
  }
  let bytes = 0;
  for (const name of wanted) bytes += (await stat(join(from, name))).size;
  await checkSpace(to, bytes);
  for (const name of wanted) await copyWhole(join(from, name), join(to, name));
  return { files: names.length, added: wanted.length };
}

async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    await copyFile(from, partial);
    await syncFile(partial);
    await rename(partial, to);
  } finally {
    await rm(partial, { force: true });
  }
}
