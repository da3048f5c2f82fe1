import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImports, related } from '../../../scripts/mutate/related.js';

const FILES = {
  'package.json': JSON.stringify({ imports: { '#own/*.js': { source: './src/*.ts', default: './d/*.js' } } }),
  'src/visits/store.ts': "export { at } from '../clock.js';\nexport const rows = 1;\n",
  'src/visits/service.ts': "import { rows } from './store.js';\nexport const use = rows;\n",
  'src/clock.ts': 'export const at = 1;\n',
  'test/visits/bot.test.ts': "import '../../src/visits/service.js';\n",
  'test/visits/store.test.ts': "import '../../src/visits/store.js';\n",
  'test/visits/service.test.ts': "import '../../src/visits/service.js';\n",
  'test/story.test.ts': "import { rows } from '#own/visits/store.js';\nrows;\n",
  'test/later.test.ts': "await import('../src/visits/store.js');\n",
  'test/types.test.ts':
    "import type { rows } from '../src/visits/store.js';\nimport { type use } from 'vitest';\n",
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutate-related-'));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

const tests = Object.keys(FILES).filter((name) => name.endsWith('.test.ts'));

describe('tests of a source', () => {
  it('are those that import it, of its own noun first, then the nearest', () => {
    expect(related(createImports(root), tests, 'src/visits/store.ts')).toEqual([
      'test/visits/store.test.ts',
      'test/visits/bot.test.ts',
      'test/visits/service.test.ts',
      'test/later.test.ts',
      'test/story.test.ts',
    ]);
  });

  it('are not those that take types only, or nothing', () => {
    expect(related(createImports(root), ['test/types.test.ts'], 'src/visits/store.ts')).toEqual([]);
    expect(related(createImports(root), tests, 'src/other.ts')).toEqual([]);
  });

  it('are told over files that hand on what others export', () => {
    const steps = createImports(root).from('test/visits/service.test.ts');
    expect(Object.fromEntries(steps)).toEqual({
      'test/visits/service.test.ts': 0,
      'src/visits/service.ts': 1,
      'src/visits/store.ts': 2,
      'src/clock.ts': 3,
    });
  });
});
