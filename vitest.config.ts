import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What playground and bench call `#sambang/…` is the source here, compiled code when they run by themselves.
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
