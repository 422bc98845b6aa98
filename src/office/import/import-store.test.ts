import { describe, expect, it } from 'vitest'
import { CatalogueWorld } from '../../../core/catalogue/fixtures/catalogue-world.ts'
import { err, ok } from '../../../core/result.ts'
import type { ImportReport, ImportRequest } from './import-messages.ts'
import { createImport, type ImportWorker } from './import-store.ts'
import { confirmWords, doneWords, leftOutWords, rowsWords } from './import-words.ts'
import { recallMapping, rememberMapping } from './mapping-memory.ts'
import { countOf, linesOf, PREVIEW_TABS } from './preview-lines.ts'
import { type ReadFile, readFile } from './read-file.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer
const decode = (bytes: Uint8Array, encoding: string, fatal: boolean) =>
  new TextDecoder(encoding, { fatal }).decode(bytes)

/** The worker's part without a thread; answers in the next microtask, as a thread would later. */
function workerOf(world: CatalogueWorld): ImportWorker {
  let hear: (report: ImportReport) => void = () => {}
  let read: ReadFile | null = null
  let given = 0
  const answer = (request: ImportRequest): ImportReport => {
    if (request.kind === 'next') {
      given += 1
      return { kind: 'next', bodies: read?.bodies.slice(given - 1, given) ?? [] }
    }
    const result = readFile(request, { decode, newId: world.newId, onProgress: () => {} })
    if (!result.ok) return { kind: 'refused', message: result.error }
    read = result.value
    given = 0
    return { kind: 'preview', preview: read.preview }
  }
  return {
    post: (request) => queueMicrotask(() => hear(answer(request))),
    listen: (listener) => {
      hear = listener
    },
    close: () => {},
  }
}

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

function importInto(
  world: CatalogueWorld,
  { failAfter = Number.POSITIVE_INFINITY, storage = memory() } = {},
) {
  let written = 0
  return createImport({
    openWorker: () => workerOf(world),
    readRequest: (bytes, mapping) => ({
      ...{ kind: 'read', bytes, mapping, current: world.catalogue, currency: world.currency },
      ...{ defaultRate: world.defaultRate, locationName: 'Saltworks' },
    }),
    write: async (bodies) => {
      written += 1
      if (written > failAfter) return err('The device is full.')
      for (const body of bodies) world.write(body)
      return ok(true)
    },
    recall: (columns) => recallMapping(storage, columns),
    remember: (columns, mapping) => rememberMapping(storage, columns, mapping),
  })
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
const loyverse = 'Handle,SKU,Name,Sold by weight,Price\nmug,M1,Mug,N,26\ncap,C1,Cap,N,$22\n'

describe('the import', () => {
  it('reads, shows, writes and is done', async () => {
    const world = new CatalogueWorld()
    const flow = importInto(world)
    flow.choose({ name: 'items.csv', bytes: bytesOf(loyverse) })
    expect(flow.store.getState().kind).toBe('reading')
    await settled()
    const shown = flow.store.getState()
    if (shown.kind !== 'preview') throw new Error(shown.kind)
    expect(shown.preview.label).toBe('Loyverse')
    expect(confirmWords(shown.preview)).toBe('Add 1 product')
    expect(shown.preview.badRowsCsv).toContain('row,reason')
    flow.confirm()
    await settled()
    const done = flow.store.getState()
    if (done.kind !== 'done') throw new Error(done.kind)
    expect(doneWords(done.preview)).toBe('1 product added')
    expect(leftOutWords(done.preview)).toMatch(/^1 row left out/)
    expect(world.catalogue.products.map(({ name }) => name)).toEqual(['Mug'])
  })

  it('asks for the columns of an unknown sheet once, and can be asked to change them', async () => {
    const world = new CatalogueWorld()
    const storage = memory()
    const flow = importInto(world, { storage })
    const file = { name: 'sheet.csv', bytes: bytesOf('Thing,Cash\nMug,26\n') }
    flow.choose(file)
    await settled()
    expect(flow.store.getState().kind).toBe('mapping')
    flow.map({ name: 'Thing', price: 'Cash' })
    await settled()
    expect(flow.store.getState().kind).toBe('preview')
    flow.remap()
    expect(flow.store.getState()).toMatchObject({
      kind: 'mapping',
      mapping: { name: 'Thing', price: 'Cash' },
    })

    const next = importInto(world, { storage })
    next.choose(file)
    await settled()
    expect(next.store.getState().kind).toBe('preview')
  })

  it('says what it cannot read, and stays where a file is chosen', async () => {
    const flow = importInto(new CatalogueWorld())
    flow.choose({ name: 'book.xlsx', bytes: bytesOf('PK\u0003\u0004') })
    await settled()
    expect(flow.store.getState()).toMatchObject({
      kind: 'choose',
      problem: expect.stringContaining('CSV UTF-8'),
    })
  })

  it('stops where the journal refuses, and goes on when the file is chosen again', async () => {
    const world = new CatalogueWorld()
    const rows = Array.from({ length: 300 }, (_, index) => `h${index},S${index},Product ${index},N,1`)
    const file = {
      name: 'items.csv',
      bytes: bytesOf(['Handle,SKU,Name,Sold by weight,Price', ...rows].join('\n')),
    }
    const flow = importInto(world, { failAfter: 1 })
    flow.choose(file)
    await settled()
    flow.confirm()
    await settled()
    expect(flow.store.getState()).toMatchObject({ kind: 'stopped', problem: 'The device is full.' })
    const there = world.catalogue.products.length
    expect(there).toBeGreaterThan(0)

    const again = importInto(world)
    again.choose(file)
    await settled()
    const shown = again.store.getState()
    expect(shown.kind === 'preview' && shown.preview.adds).toHaveLength(300 - there)
    again.confirm()
    await settled()
    expect(world.catalogue.products).toHaveLength(300)
  })
})

describe('the preview', () => {
  it('has as many lines in each tab as it says, but for changes, which are told field by field', async () => {
    const world = new CatalogueWorld()
    world.import(loyverse.replace('$22', '22'))
    const flow = importInto(world)
    flow.choose({ name: 'items.csv', bytes: bytesOf(loyverse.replace('26', '27').replace('Mug', 'Big Mug')) })
    await settled()
    const state = flow.store.getState()
    if (state.kind !== 'preview') throw new Error(state.kind)
    for (const tab of PREVIEW_TABS) {
      if (tab !== 'changed') expect(linesOf(state.preview, tab)).toHaveLength(countOf(state.preview, tab))
    }
    expect(linesOf(state.preview, 'changed').map(({ detail }) => detail)).toEqual([
      'Name: Mug → Big Mug',
      'Price: 26.00 → 27.00',
    ])
  })
})

describe('words', () => {
  it.each([
    [[5], 'Row 5'],
    [[5, 6, 7], 'Rows 5–7'],
    [[5, 9], 'Rows 5, 9'],
    [[5, 9, 12, 20], 'Rows 5, 9 and 2 more'],
  ])('%j: %s', (rows, words) => {
    expect(rowsWords(rows)).toBe(words)
  })
})

describe('the mapping memory', () => {
  it('believes nothing that is no mapping', () => {
    const storage = memory()
    for (const text of ['', '{', '7', '[[1,2]]', '[["a",null]]', '[["a",{"name":7}]]']) {
      storage.setItem('barrow-import-mappings', text)
      expect(recallMapping(storage, ['a'])?.name).toBeUndefined()
    }
  })
})
