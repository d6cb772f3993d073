// The suite that packs and installs the package: `npm run test:package`. It needs the npm registry, and half a minute.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 600_000, maxWorkers: 1 },
});
