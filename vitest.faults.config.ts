import { defineConfig } from 'vitest/config';

/** The slow suites: real processes that are killed, full disks, locked databases. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/faults/build.ts'],
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'results/faults.json' }]]
      : ['default'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
