import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSealed, seal, unseal } from '../../../src/office/files/sealing.js';

const KEY = new Uint8Array(randomBytes(32));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sambang-sealing-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

async function sealed(bytes: Uint8Array): Promise<string> {
  await writeFile(at('open'), bytes);
  await seal(at('open'), at('sealed'), KEY);
  return at('sealed');
}

describe('a sealed backup', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 3_000_000])(
    'of %i bytes is what it was once opened',
    async (size) => {
      const bytes = randomBytes(size);
      const file = await sealed(bytes);
      expect(await isSealed(file)).toBe(true);
      expect(await unseal(file, at('opened'), [KEY])).toBe('ok');
      expect((await readFile(at('opened'))).equals(bytes)).toBe(true);
    },
  );

  it('is in the age format, so that other programs open it with the key as it is written', async () => {
    const bytes = Buffer.from('kunjungan '.repeat(10_000));
    const file = await sealed(bytes);
    expect((await stat(file)).size).toBeLessThan(bytes.length / 10);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(Buffer.from(KEY).toString('base64url'));
    expect(gunzipSync(await decrypter.decrypt(await readFile(file))).equals(bytes)).toBe(true);
  });

  it('shows nothing of what is in it, and two of the same are not the same', async () => {
    const first = await readFile(await sealed(Buffer.from('Budi Santoso')));
    await rm(at('sealed'));
    const second = await readFile(await sealed(Buffer.from('Budi Santoso')));
    expect(first.includes('Budi')).toBe(false);
    expect(first.equals(second)).toBe(false);
  });

  it('is readable by its owner only, and so is what is opened', async () => {
    await unseal(await sealed(randomBytes(100)), at('opened'), [KEY]);
    const modes = await Promise.all(
      ['sealed', 'opened'].map(async (name) => (await stat(at(name))).mode & 0o077),
    );
    expect(process.platform === 'win32' ? [0, 0] : modes).toEqual([0, 0]);
  });

  it('is not opened by another key, and nothing is left of the attempt', async () => {
    const file = await sealed(randomBytes(100_000));
    expect(await unseal(file, at('opened'), [new Uint8Array(randomBytes(32))])).toBe('wrong-key');
    expect(await readdir(folder)).toEqual(['open', 'sealed']);
  });

  it('is refused where it was cut off anywhere or a byte was changed, and nothing is left', async () => {
    const file = await sealed(randomBytes(200_000));
    const whole = await readFile(file);
    const cuts = [30, 100, 183, 200, 70_000, 131_300, 199_000, whole.length - 1].map((to) =>
      whole.subarray(0, to),
    );
    const changed = [120, 250, 100_000, whole.length - 1].map((place) => {
      const copy = Buffer.from(whole);
      copy[place] = (copy[place] ?? 0) ^ 1;
      return copy;
    });
    for (const spoilt of [...cuts, ...changed, Buffer.concat([whole, Buffer.of(0)])]) {
      await writeFile(file, spoilt);
      // A header that was changed can't be told from one of another key.
      expect(['damaged', 'wrong-key']).toContain(await unseal(file, at('opened'), [KEY]));
      expect(await readdir(folder)).toEqual(['open', 'sealed']);
    }
  });

  it('is told from what is open', async () => {
    await writeFile(at('open'), 'SQLite format 3');
    expect(await isSealed(at('open'))).toBe(false);
    await writeFile(at('open'), '');
    expect(await isSealed(at('open'))).toBe(false);
  });
});
