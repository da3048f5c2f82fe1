import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

/** What `npm run test:full` runs: files that do little, or on one database only, in `npm test`. */
const IN_FULL = readdirSync('test', { encoding: 'utf8', recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('test', name))
  .filter((file) => /\b(conversations|size|isFull)\b.*\bfrom '.*support\//.test(readFileSync(file, 'utf8')));

export default defineConfig(({ mode }) => ({
  // What playground and bench call `#sambang/…` is the source here, compiled code when they run by themselves.
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: mode === 'full' ? IN_FULL : ['test/**/*.test.ts'],
    provide: { isFull: mode === 'full' },
    globalSetup: ['test/support/global-setup.ts'],
    // A faulty test that hangs ends some time; a slow machine is no fault of any.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    // One more than there are cores at least: a worker waits for PostgreSQL and for processes as often as it works.
    maxWorkers: 3,
    // Queries leave much behind that dies at once: with more room for it, an eighth less time goes into clearing up.
    execArgv: ['--max-semi-space-size=32'],
    // The files of a worker share what they import: reading Sambang anew for each cost as much as a third of the tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/slowest-files.ts'],
  },
}));
