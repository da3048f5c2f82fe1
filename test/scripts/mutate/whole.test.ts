import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STORE = 'src/features/seats/store.ts';

const FILES = {
  'package.json': '{ "type": "module" }',
  'vitest.config.ts':
    "export default { test: { include: ['test/**/*.test.ts'], globalSetup: ['test/setup.ts'] } };\n",
  // What makes the tests ready imports the sources too, in another process than theirs.
  'test/setup.ts': "import '../src/features/seats/store.js';\nexport default () => undefined;\n",
  [STORE]: [
    'export const free = (seats: number, taken: number) => taken < seats;',
    'export const none = (seats: number) => seats === 0;',
    'export const two = [1, 2].length === 2;',
    '',
  ].join('\n'),
  'test/features/seats/store.test.ts': [
    "import { expect, it } from 'vitest';",
    "import { free } from '../../../src/features/seats/store.js';",
    "it('tells of a free seat', () => {",
    '  expect([free(2, 1), free(2, 3)]).toEqual([true, false]);',
    '});',
    '',
  ].join('\n'),
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutate-whole-'));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  await run('git', ['-C', root, 'init', '--quiet']);
});
afterAll(() => rm(root, { recursive: true }));

function mutating(...args: readonly string[]) {
  const main = join(ROOT, 'scripts/mutate/main.ts');
  return run(process.execPath, ['--import', 'tsx', main, '--root', root, ...args], { cwd: ROOT });
}

it('tries each mutation of a small project on its tests', async () => {
  const { stdout } = await mutating('--all');
  const lines = stdout.split('\n');
  expect(lines.filter((line) => line.includes(STORE)).toSorted()).toEqual([
    `SURVIVED: ${STORE}:1 free: a boundary moved: < → <=`,
    `SURVIVED: ${STORE}:2 none: a comparison turned: === → !==`,
    `SURVIVED: ${STORE}:3 a comparison turned: === → !==`,
    `killed: ${STORE}:1 free: a comparison turned: < → >=`,
    `${STORE}:1 free: a boundary moved: < → <=`,
    `${STORE}:2 none: a comparison turned: === → !==`,
    `${STORE}:3 a comparison turned: === → !==`,
  ]);
  expect(lines).toContain('    1 test file runs it and sees nothing');
  expect(lines).toContain('    no test runs this');
});

it('fails where the tests kill fewer than asked', async () => {
  const args = ['--all', '--in', STORE, '--at-least', '34'];
  await expect(mutating(...args)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('That is less than 34 %.'),
  });
});

it('says how it is used where it is asked for what it does not know', async () => {
  await expect(mutating('--every')).rejects.toMatchObject({
    code: 2,
    stdout: expect.stringContaining('npm run mutate -- --sample 200'),
  });
});
