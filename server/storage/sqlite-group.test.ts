import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts'
import { createDeedGroup, type DeedGroup } from './sqlite-group.ts'

let folder: string
let database: SqliteDatabase
let other: SqliteDatabase
let group: DeedGroup
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barrow-group-'))
  database = openDatabase(join(folder, 'group.sqlite'))
  database.exec('create table deed (name text primary key)')
  other = new Database(join(folder, 'group.sqlite'))
  group = createDeedGroup(database)
})
afterEach(() => {
  other.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const add = (...names: string[]) =>
  group.run(() => {
    for (const name of names) database.prepare('insert into deed values (?)').run(name)
    return names.length
  })
const seenByOthers = () => other.prepare('select name from deed order by name').pluck().all()
const commitsSeen = () => other.pragma('data_version', { simple: true })

describe('group commit', () => {
  it('T71: deeds that arrive together share one commit', async () => {
    commitsSeen()
    const before = Number(commitsSeen())
    expect(await Promise.all([add('a'), add('b', 'c'), add('d')])).toEqual([1, 2, 1])
    expect(Number(commitsSeen())).toBe(before + 1)
    expect(seenByOthers()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('T71: one that throws is undone and told alone; the others are kept', async () => {
    const outcomes = await Promise.allSettled([add('a'), add('b', 'a'), add('c')])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(seenByOthers()).toEqual(['a', 'c'])
  })

  it('T72: nothing is answered before others can read it', async () => {
    const seen: unknown[] = []
    await Promise.all([
      add('a').then(() => seen.push(seenByOthers())),
      add('b').then(() => seen.push(seenByOthers())),
    ])
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('T72: a commit that fails is told to every deed in it, and the next ones go on', async () => {
    database.pragma('busy_timeout = 0')
    other.exec('begin immediate')
    const outcomes = await Promise.allSettled([add('a'), add('b')])
    other.exec('commit')
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await add('c')).toBe(1)
    expect(seenByOthers()).toEqual(['c'])
  })

  it('T72: on a full disk what was answered is there, what was refused is not', async () => {
    const pages = database.pragma('page_count', { simple: true })
    database.pragma(`max_page_count = ${Number(pages) + 3}`)
    const names = Array.from({ length: 40 }, (_, index) => `${index}`.padStart(1000, '0'))
    const outcomes = await Promise.allSettled(names.map((name) => add(name)))
    const kept = names.filter((_, index) => outcomes[index]?.status === 'fulfilled')
    expect(kept.length).toBeLessThan(40)
    expect(seenByOthers()).toEqual(kept)
    database.pragma('max_page_count = 100000')
    await add('later')
    expect(seenByOthers()).toContain('later')
  })

  it('T71: a deed that comes from an answer has its turn', async () => {
    await add('a').then(() => add('b'))
    await Promise.all(Array.from({ length: 600 }, (_, index) => add(`n${index}`)))
    expect(seenByOthers()).toHaveLength(602)
  })
})
