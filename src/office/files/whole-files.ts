import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFile, syncNames } from '../../lib/disk/synced.js';
import { PRIVATE } from '../../lib/shut/private-files.js';

/** What follows a file's name while it is being written. */
export const PARTIAL = '.partial';

/** What is written for a while: half a backup, one that is being sent, one that was opened to be restored. */
const HALF = /^sambang-[\d-]+\.(?:db|dump)\.(?:partial|sending|opened)(?:[.-][a-z]+)?$/;

/** What a killed process has left is as old as this before it is removed: another may be writing. */
const LEFT_MS = 24 * 3_600_000;

/** A backup leaves this much of a disk to the database itself. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** There is less room in a folder than a backup takes. */
class DiskFullError extends Error {
  readonly code = 'ENOSPC';

  constructor(needed: number, free: number) {
    const mb = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
    super(`${mb(needed)} MB are needed, ${mb(free)} MB are free`);
  }
}

/**
 * @param bytes What is going to be written to the folder.
 * @throws with the code ENOSPC where that would leave the disk full, or nearly.
 */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const [needed, free] = [bytes + RESERVE_BYTES, bavail * bsize];
  // Some file systems over a network don't say.
  if (blocks > 0 && free < needed) throw new DiskFullError(needed, free);
}

/**
 * Makes a private file that is either whole under its name or not there, whenever the process is killed: `write` is
 * handed an empty one under another name.
 *
 * @throws where there is such a file already, and what `write` throws. Nothing is left then.
 */
export async function writeWhole<T>(file: string, write: (partial: string) => Promise<T>): Promise<T> {
  const partial = `${file}${PARTIAL}`;
  // Another process may have taken the name since it was chosen.
  const taken = await stat(file).catch(() => undefined);
  if (taken) throw new Error(`${file} is there already`);
  await (await open(partial, 'wx', PRIVATE.file)).close();
  try {
    const written = await write(partial);
    await syncFile(partial);
    await rename(partial, file);
    await syncNames(dirname(file));
    return written;
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(`${partial}${suffix}`, { force: true });
    throw error;
  }
}

/** Removes files of a folder by their names, and what killed processes left half written in it since. */
export async function removeAll(folder: string, names: readonly string[]): Promise<void> {
  const half = (await readdir(folder)).filter((name) => HALF.test(name));
  const left: string[] = [];
  for (const name of half) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > LEFT_MS) left.push(name);
  }
  for (const name of [...names, ...left]) await rm(join(folder, basename(name)), { force: true });
}
