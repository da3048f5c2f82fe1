import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder, PRIVATE } from './private-files.js';
import { KEY_ID_AT, type Seal } from './seal.js';

const ENDING = '.sealed';
const PARTIAL = '.partial';
const NAME = /^[0-9a-f]{32}$/u;
/** What the seal knows a file's bytes by. */
const PURPOSE = 'file';
/** Format, key and nonce: files of one name that begin alike are the same. */
const HEAD_BYTES = 17;

/** Files of a folder that are encrypted and never change. Each has a name that nothing can be told from. */
export type SealedFiles = {
  /** Keeps a file, whole and on the disk, and says what it is called. */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  /**
   * What is kept under a name; undefined where there is no such file.
   *
   * @throws {SealError} where it was sealed with another key, or was changed.
   */
  readonly get: (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
};

/** Puts bytes under a name in a folder: whole, or not at all. */
async function writeFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const partial = join(folder, `${name}.${randomBytes(4).toString('hex')}${PARTIAL}`);
  try {
    const handle = await open(partial, 'wx', PRIVATE.file);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, join(folder, name));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The folder is made where it is missing. */
export function createSealedFiles(folder: string, seal: Seal): SealedFiles {
  return {
    put: async (bytes) => {
      await makePrivateFolder(folder);
      const name = randomBytes(16).toString('hex');
      await writeFile(folder, `${name}${ENDING}`, seal.sealBytes(bytes, PURPOSE));
      return name;
    },
    get: async (name) => {
      if (!NAME.test(name)) return undefined;
      const sealed = await readFile(join(folder, `${name}${ENDING}`)).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        },
      );
      return sealed && seal.openBytes(sealed, PURPOSE);
    },
  };
}

/** The names of the sealed files in a folder, with their endings; a folder that isn't there has none. */
export async function listSealed(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(ENDING) && NAME.test(name.slice(0, -ENDING.length)));
}

/** What tells a sealed file from another one of its name: how long it is, and how it begins; undefined: there is none. */
export async function sealedMark(folder: string, name: string): Promise<string | undefined> {
  const handle = await open(join(folder, name), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return `${size}:${buffer.subarray(0, bytesRead).toString('hex')}`;
  } finally {
    await handle.close();
  }
}

/**
 * Seals anew what in a folder is sealed with another key than `id`, the one that `seal` seals with now, a file at a time.
 *
 * @returns How many files.
 * @throws {SealError} where one can't be opened.
 */
export async function sealFilesAnew(folder: string, seal: Seal, id: Uint8Array): Promise<number> {
  let count = 0;
  for (const name of await listSealed(folder)) {
    const sealed = await readFile(join(folder, name));
    const { from, bytes } = KEY_ID_AT;
    if (sealed.subarray(from, from + bytes).equals(id)) continue;
    await writeFile(folder, name, seal.sealBytes(seal.openBytes(sealed, PURPOSE), PURPOSE));
    count += 1;
  }
  return count;
}
