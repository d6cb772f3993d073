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
    // Commands of their own: one suite needs Chromium, the other the npm registry.
    exclude: ['test/browser/**', 'test/package/**'],
    env: {
      // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
      CDK_VALIDATION: 'false',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  },
});
