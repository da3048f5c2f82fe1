import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What playground and bench call `#sambang/…` is the source here, compiled code when they run by themselves.
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // A faulty test that hangs ends some time; a slow machine is no fault of any.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    maxWorkers: 2,
    // The files of a worker share what they import: reading Sambang anew for each cost as much as a third of the tests.
    isolate: false,
  },
});
