import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CompressionStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { formatKey } from '../../keys/key-text.js';
import { PRIVATE } from '../../lib/shut/private-files.js';
import { writeWhole } from './whole-files.js';

/** What the name of a sealed backup ends in: compressed, then encrypted. */
export const SEALED = '.gz.age';

/** With its own cryptography: loaded by the night's backup, not at the start. */
const age = () => import('age-encryption');

const HEAD = 'age-encryption.org/v1';

// 2^10 rounds: a key of 256 bits needs no slowing down, which is for what people make up.
const WORK_FACTOR = 10;

/** Compresses and encrypts a backup into another file, in the age format. */
export async function seal(file: string, sealed: string, key: Uint8Array): Promise<void> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  // As it is written for DATA_KEY: `age --decrypt` asks for that.
  encrypter.setPassphrase(formatKey(key));
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  await writeWhole(sealed, async (partial) => {
    const packed = Readable.toWeb(createReadStream(file)).pipeThrough(new CompressionStream('gzip'));
    const body = Readable.fromWeb(await encrypter.encrypt(packed));
    await pipeline(body, createWriteStream(partial, { mode: PRIVATE.file }));
  });
}

/** Whether a file is encrypted in the age format. */
export async function isSealed(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD.length), 0, HEAD.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === HEAD;
  } finally {
    await handle.close();
  }
}

/**
 * Decrypts what `seal` made into a new private file. Unless it is `ok` nothing is left of it: `wrong-key` are other keys
 * than it was sealed with, `damaged` a file that was cut off or changed.
 * @throws what the disk says.
 */
export async function unseal(
  sealed: string,
  file: string,
  keys: readonly Uint8Array[],
): Promise<'ok' | 'wrong-key' | 'damaged'> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  for (const key of keys) decrypter.addPassphrase(formatKey(key));
  const source = createReadStream(sealed);
  try {
    const body = Readable.fromWeb(await decrypter.decrypt(Readable.toWeb(source)));
    await writeWhole(file, (partial) =>
      pipeline(body, createGunzip(), createWriteStream(partial, { mode: PRIVATE.file })),
    );
    return 'ok';
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    return error instanceof Error && error.message.startsWith('no identity') ? 'wrong-key' : 'damaged';
  } finally {
    source.destroy();
  }
}
