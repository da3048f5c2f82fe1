import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHUNK = 64 * 1024;

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
 * @throws {Error} where nothing may be mounted: it takes root.
 */
export async function openDisk(
  folder: string,
  megabytes: number,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'sambang-drill', folder]);
  } catch (error) {
    throw new Error('a disk that can be full has to be mounted, which takes root', { cause: error });
  }
  if (owner) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o755);
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
      await run('umount', ['-l', folder]);
    },
  };
}
