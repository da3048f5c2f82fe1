import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedLines, chosenFiles, onLines, readSources } from '../../../scripts/mutate/sources.js';
import { mutation } from './shown.js';

const run = promisify(execFile);
const STORE = 'src/features/visits/store.ts';

let root = '';

function git(...args: readonly string[]) {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return run('git', ['-C', root, ...who, ...args]);
}

async function write(file: string, ...lines: readonly string[]) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), lines.map((line) => `${line}\n`).join(''));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutate-sources-'));
  await git('init', '--quiet', '--initial-branch', 'main');
  await write(STORE, 'one', 'two', 'three');
  await write('src/features/visits/answer/service-lock.ts', 'one');
  await write('src/features/visits/bot.ts', 'one');
  await write('src/db/once.ts', 'one');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'first');
  await git('checkout', '--quiet', '-b', 'work');
  await write(STORE, 'zero', 'one', 'two', 'four');
  await git('commit', '--quiet', '--all', '--message', 'second');
  await write('src/db/once.ts', 'one', 'two');
  await write('src/db/new.ts', 'one', 'two');
});
afterAll(() => rm(root, { recursive: true }));

describe('the files', () => {
  it('are those of the rooms, by what they are called', async () => {
    expect(await chosenFiles(root, { rooms: ['store', 'service'], inside: undefined })).toEqual([
      'src/features/visits/answer/service-lock.ts',
      STORE,
    ]);
  });

  it('are those inside folders or of a name, where these are asked for, new ones too', async () => {
    const inside = ['src/db/', 'src/features/visits/bot.ts'];
    expect((await chosenFiles(root, { rooms: ['store'], inside })).toSorted()).toEqual([
      'src/db/new.ts',
      'src/db/once.ts',
      'src/features/visits/bot.ts',
    ]);
  });

  it('that are gone are left out', async () => {
    expect(await readSources(root, [STORE, 'src/gone.ts'])).toEqual([
      { file: STORE, text: 'zero\none\ntwo\nfour\n' },
    ]);
  });
});

describe('the changed lines', () => {
  it('are those since main, also what is not committed', async () => {
    expect(await changedLines(root, undefined)).toEqual(
      new Map([
        [STORE, new Set([1, 4])],
        ['src/db/once.ts', new Set([2])],
        ['src/db/new.ts', new Set([1, 2, 3])],
      ]),
    );
  });

  it('are those since a revision', async () => {
    expect([...(await changedLines(root, 'HEAD')).keys()]).toEqual(['src/db/once.ts', 'src/db/new.ts']);
  });

  it('choose the mutations that touch one of them', () => {
    const lines = new Map([[STORE, new Set([4])]]);
    const at = (firstLine: number, lastLine: number, file = STORE) => mutation({ file, firstLine, lastLine });
    const touching = [at(4, 4), at(2, 6)];
    expect(onLines([...touching, at(3, 3), at(5, 6), at(4, 4, 'src/other.ts')], lines)).toEqual(touching);
  });
});
