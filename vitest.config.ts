import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,src,server,test}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'threads',
    restoreMocks: true,
    // Before Dexie is loaded: it looks for IndexedDB once.
    setupFiles: ['test/support/indexed-db.ts'],
    globalSetup: ['server/testing/postgres-setup.ts'],
  },
})
