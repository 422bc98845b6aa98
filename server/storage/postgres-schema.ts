/** Brings a PostgreSQL database to the program's schema; safe when several processes start at once. */
import pg from 'pg'
import { again, connectionConfig } from './postgres-database.ts'
import { POSTGRES_MIGRATIONS, POSTGRES_TABLES } from './postgres-migrations.ts'
import { passesByItself } from './postgres-retry.ts'

/** What two processes that make the same table at once run into: the other has made it. */
const MADE_BY_ANOTHER = /^(23505|42P07|42710|42P06|40001|XX000)$/

/**
 * Runs the migrations that the database lacks. Throws in words for a person when it cannot be reached, is
 * another program's, or holds data newer than this program.
 */
export async function migratePostgres(url: string): Promise<void> {
  try {
    await again(() => withClient(url, migrate), mayPass)
  } catch (error) {
    throw explained(error, url)
  }
}

const codeOf = (error: unknown) => (error instanceof Error && (error as NodeJS.ErrnoException).code) || ''

const mayPass = (error: unknown) => MADE_BY_ANOTHER.test(codeOf(error)) || passesByItself(error)

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  // A new index on a long journal takes as long as it takes.
  const client = new pg.Client({ ...connectionConfig(url), statement_timeout: 0 })
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function migrate(client: pg.Client): Promise<void> {
  const present = await readVersion(client, '')
  if (present === POSTGRES_MIGRATIONS.length) return
  if (present === null) await refuseForeign(client)
  await client.query('begin')
  await client.query('create table if not exists barrow_setting (name text primary key, value text not null)')
  await client.query(
    `insert into barrow_setting (name, value) values ('data-version', '0') on conflict do nothing`,
  )
  const applied = (await readVersion(client, 'for update')) ?? 0
  if (applied > POSTGRES_MIGRATIONS.length) throw new Refused(newerWords(applied))
  for (const sql of POSTGRES_MIGRATIONS.slice(applied)) await client.query(sql)
  const version = String(POSTGRES_MIGRATIONS.length)
  await client.query(`update barrow_setting set value = $1 where name = 'data-version'`, [version])
  await client.query('commit')
}

/** What a person has to settle: trying again changes nothing. */
class Refused extends Error {}

async function readVersion(client: pg.Client, lock: '' | 'for update'): Promise<number | null> {
  const { rows } = await client.query(`select to_regclass('barrow_setting') is not null as made`)
  if (!rows[0]?.made) return null
  const sql = `select value from barrow_setting where name = 'data-version' ${lock}`
  const found = await client.query(sql)
  return found.rows[0] ? Number(found.rows[0].value) : null
}

async function refuseForeign(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    'select name from unnest($1::text[]) as name where to_regclass(name) is not null',
    [POSTGRES_TABLES],
  )
  const names = rows.map(({ name }) => name).join(', ')
  if (names !== '')
    throw new Refused(
      `The database holds tables of another program (${names}). Give Barrow a database of its own.`,
    )
}

const newerWords = (applied: number) =>
  `The database was written by a newer Barrow (data version ${applied}, this program knows ${POSTGRES_MIGRATIONS.length}). Start the newer program; nothing was changed.`

/** Names the database without its password. */
function explained(error: unknown, url: string): Error {
  if (error instanceof Refused) return error
  const { host, pathname } = new URL(url)
  const reason = error instanceof Error ? error.message || codeOf(error) : String(error)
  return new Error(
    `The database ${host}${pathname} cannot be used: ${reason}. Check DATABASE_URL, and that PostgreSQL is running.`,
    { cause: error },
  )
}
