import { freshDatabase } from '../testing/postgres-database.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import { describeStorage } from './storage-contract.ts'

describeStorage('PostgreSQL', async () => {
  const database = await freshDatabase()
  let storage = await openPostgresStorage(database.url)
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = await openPostgresStorage(database.url)
      return storage
    },
    async remove() {
      await storage.close()
      await database.drop()
    },
  }
})
