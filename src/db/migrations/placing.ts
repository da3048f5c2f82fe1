import { closeSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncNames } from '../../lib/disk/synced.js';
import { type MigrationHooks, type Placing, untilFree } from './upgrade.js';

const HERE: Placing = { platform: process.platform, rename: renameSync };

const HEADER_BYTES = 100;

/** What SQLite changes in a file with whatever is written to it. */
function headerOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    return header.toString('hex');
  } finally {
    closeSync(file);
  }
}

/** Undefined where somebody has one of the two open. */
function renamed({ rename }: Placing, copy: string, path: string): true | undefined {
  try {
    rename(copy, path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^(?:EPERM|EBUSY|EACCES)$/.test(code)) return undefined;
    throw error;
  }
}

/**
 * Puts the upgraded copy where the original is, for good.
 *
 * Windows renames over no file that anybody has open, also not over one that only a virus scanner reads: there the
 * original is let go of first, and whoever has it is waited for.
 *
 * @param original Held by this program alone.
 * @returns `false` where somebody has written to the original meanwhile, so that the copy is of no use.
 */
export async function takePlace(
  original: { readonly close: () => unknown },
  copy: string,
  path: string,
  hooks: MigrationHooks,
): Promise<boolean> {
  const { placing = HERE } = hooks;
  if (placing.platform !== 'win32') {
    placing.rename(copy, path);
    await syncNames(dirname(path));
    return true;
  }
  const before = headerOf(path);
  original.close();
  return untilFree(hooks, () => (headerOf(path) === before ? renamed(placing, copy, path) : false));
}
