import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,src,server,test}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'threads',
    restoreMocks: true,
    // By itself it leaves one core for watching, and there are two.
    maxWorkers: '100%',
    // A hang is to be found, not a busy machine: speed is measured in bench.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Before Dexie is loaded: it looks for IndexedDB once.
    setupFiles: ['test/support/indexed-db.ts'],
    globalSetup: ['server/testing/postgres-setup.ts'],
  },
})
