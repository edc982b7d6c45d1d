import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tenants/**/*.test.ts', 'demo/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['src/kernel/test-cluster.ts'],
    setupFiles: ['src/kernel/test-file-setup.ts'],
    // The program is read once for all files of a worker; the set-up file forgets what one of them has left behind.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
