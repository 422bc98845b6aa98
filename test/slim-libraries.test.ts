import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Dexie, Table } from 'dexie'
import { createElement, type FC } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOut, slimDexie, slimIcon } from '../scripts/slim-libraries.ts'
import { createIcon, type IconDrawing } from '../src/ui/create-icon.ts'

const library = (path: string) => readFileSync(`node_modules/${path}`, 'utf8')

describe('cutting out of a library', () => {
  it('takes what it finds once, up to a text that stays', () => {
    expect(cutOut('keep go keep', ['go '])).toBe('keep keep')
    expect(cutOut('a [gone] b', [{ from: '[', until: ' b' }])).toBe('a  b')
  })
  it.each([['twice twice'], ['nothing of it']])(
    'stops the build where the library has changed: %s',
    (code) => {
      expect(() => cutOut(code, ['twice'])).toThrow('A library has changed')
    },
  )
})

interface Row {
  readonly device: string
  readonly seq: number
}

describe('what a build leaves out of Dexie', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
  )
  it('is used by nothing of the app: it would be silent in a build only', () => {
    const users = files.filter((name) =>
      /\bliveQuery\b|\.hook\(|\bstoragemutated\b/.test(readFileSync(join('src', name), 'utf8')),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(users).toEqual([])
  })
})

describe('Dexie without live queries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-slim-'))
  let database: Dexie & { readonly feed: Table<Row, [string, number]> }
  const open = async () => {
    const file = join(folder, 'dexie.mjs')
    writeFileSync(file, slimDexie(library('dexie/dist/modern/dexie.mjs')).replace(/^\/\/# source.*/m, ''))
    const { Dexie: SlimDexie } = (await import(pathToFileURL(file).href)) as typeof import('dexie')
    const made = new SlimDexie('slim', { chromeTransactionDurability: 'strict' }) as typeof database
    made.version(1).stores({ feed: '[device+seq]', meta: 'key' })
    return made
  }
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => {
    database.close()
    rmSync(folder, { recursive: true })
  })

  it('writes, reads by a range, and by the first part of a compound key', async () => {
    const rows = ['a', 'b'].flatMap((device) => [1, 2, 3].map((seq) => ({ device, seq })))
    await database.feed.bulkPut(rows)
    expect(await database.feed.where('[device+seq]').between(['a', 2], ['a', 9]).count()).toBe(2)
    expect(await database.feed.where('device').equals('b').toArray()).toEqual(rows.slice(3))
  })
  it('keeps nothing of a transaction that fails, and opens again after it was closed', async () => {
    const failed = database.transaction('rw', database.feed, async () => {
      await database.feed.put({ device: 'c', seq: 1 })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    database.close({ disableAutoOpen: false })
    expect(await database.feed.count()).toBe(6)
  })
})

describe('lucide, drawn by us', () => {
  it('has the same drawing on the same field', () => {
    const { node } = evaluated(slimIcon(library('lucide-react/dist/esm/icons/receipt-text.mjs')))
    const markup = renderToStaticMarkup(
      createElement(createIcon({ node }) as FC<{ size: number }>, { size: 20 }),
    )
    expect(markup).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="20" height="20" viewBox="0 0 24 24"/,
    )
    expect(markup.match(/<path d="/g)).toHaveLength(4)
  })
})

/** What is left of the icon's data, without running the module's imports. */
function evaluated(code: string): IconDrawing {
  const [, data = ''] = code.match(/const __iconData = (\{[\s\S]*?\n\});?\n/) ?? []
  expect(data).not.toMatch(/key|name|size/)
  const json = data.replaceAll(/([a-z]+):/g, '"$1":')
  return JSON.parse(json) as IconDrawing
}
