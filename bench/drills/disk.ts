import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Lacking } from './needs.js';

const run = promisify(execFile);
const CHUNK = 64 * 1024;

/** Runs a program as root, where one is or may become it unasked. */
async function asRoot(program: string, args: readonly string[]): Promise<void> {
  if (process.getuid?.() === 0) await run(program, [...args]);
  else await run('sudo', ['-n', program, ...args]);
}

/** A disk of the drill's own, in memory, that can really be full. */
export type Disk = {
  readonly folder: string;
  /** Uses up what is free. */
  readonly fill: () => Promise<void>;
  /** Gives back what `fill` has used up. */
  readonly free: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Mounts a disk of so many megabytes.
 *
 * @param owner Whose it is, where not one's own.
 * @throws {Lacking} where nothing may be mounted: it takes root.
 */
export async function openDisk(
  folder: string,
  megabytes: number,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  const { uid, gid } = owner ?? { uid: process.getuid?.(), gid: process.getgid?.() };
  const options = `size=${megabytes}m,mode=0755,uid=${uid},gid=${gid}`;
  try {
    await asRoot('mount', ['-t', 'tmpfs', '-o', options, 'sambang-drill', folder]);
  } catch (error) {
    throw new Lacking('a disk that can be full has to be mounted, which takes root', { cause: error });
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: async () => {
      // What was used up before stays so.
      const file = await open(ballast, 'a');
      try {
        for (let size = CHUNK; size >= 512; ) {
          const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
          if (bytesWritten < size) size /= 2;
        }
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    close: async () => {
      await asRoot('umount', ['-l', folder]);
    },
  };
}
