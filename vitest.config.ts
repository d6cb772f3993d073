// How tests run: sources through the "source" export condition, so no build stands between an edit and its test.
// Never name `import` here: the workers would apply it to require(), which then finds ES modules (big.js under dynalite).
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
