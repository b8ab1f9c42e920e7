import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/faults/**'],
    testTimeout: 20_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'results/unit.json' }]]
      : ['default'],
    coverage: { include: ['src/**'], reporter: ['text-summary', 'json-summary'] },
  },
});
