import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeToOthers, makePrivateFile, makePrivateFolder } from '../../../src/lib/shut/private-files.js';

let folder: string;
let before: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sambang-private-'));
  before = process.umask(0);
});
afterEach(async () => {
  process.umask(before);
  await rm(folder, { recursive: true });
});

const ours = (name: string) => name.startsWith('sambang');
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe.skipIf(process.platform === 'win32')('files with personal data', () => {
  it('are made for their owner alone, with the folders above, and kept as they are where they are there', async () => {
    const data = join(folder, 'a', 'b');
    await makePrivateFolder(data);
    await makePrivateFile(join(data, 'x.db'));
    for (const path of [join(folder, 'a'), data]) expect(await modeOf(path)).toBe(0o700);
    expect(await modeOf(join(data, 'x.db'))).toBe(0o600);
    await writeFile(join(data, 'x.db'), 'here');
    await makePrivateFile(join(data, 'x.db'));
    expect((await stat(join(data, 'x.db'))).size).toBe(4);
  });

  it('are closed where others could read them, and told of once', async () => {
    const data = join(folder, 'data');
    await mkdir(data);
    await writeFile(join(data, 'sambang.db'), '');
    await chmod(data, 0o755);
    const mended = await closeToOthers(data, ours);
    expect(mended).toEqual([
      { path: data, closed: true },
      { path: join(data, 'sambang.db'), closed: true },
    ]);
    expect(await modeOf(data)).toBe(0o700);
    expect(await modeOf(join(data, 'sambang.db'))).toBe(0o600);
    expect(await closeToOthers(data, ours)).toEqual([]);
    expect(await closeToOthers(join(folder, 'none'), ours)).toEqual([]);
  });

  it('leave a folder open in which something else lies, and that alone', async () => {
    await writeFile(join(folder, 'sambang.db'), '');
    await writeFile(join(folder, 'package.json'), '');
    await chmod(folder, 0o755);
    expect(await closeToOthers(folder, ours)).toEqual([{ path: join(folder, 'sambang.db'), closed: true }]);
    expect(await modeOf(folder)).toBe(0o755);
    expect(await modeOf(join(folder, 'package.json'))).toBe(0o666);
  });
});
