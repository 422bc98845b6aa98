import { createHash } from 'node:crypto'
import { isValid } from 'gtin'
import { describe, expect, it } from 'vitest'
import type { DeviceId, LocationId, Millis } from '../domain/ids.ts'
import { stockBadge } from '../domain/product.ts'
import { saleFlaws } from '../domain/sale-flaws.ts'
import { productsOf } from '../journal/catalogue-view.ts'
import type { Sha256 } from '../journal/chain.ts'
import { parseEntry } from '../journal/entry.ts'
import { foldEntry } from '../journal/fold.ts'
import { emptyState, openQuestions, type State } from '../journal/state.ts'
import { demoCatalogue } from './demo-catalogue.ts'
import { type DemoInput, demoEntries } from './demo-entries.ts'
import { DEMO_PLACE } from './demo-settings.ts'
import { seededRandom } from './seeded-random.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')
const HOUR = 3_600_000
const OPENED = 1_790_000_000_000 as Millis
const FULL_DAY = { openedAt: OPENED, until: (OPENED + 24 * HOUR) as Millis }

function input(seed: number, days: DemoInput['days'] = [FULL_DAY]): DemoInput {
  const counter = { next: 0 }
  return {
    location: 'location-1' as LocationId,
    device: 'device-1' as DeviceId,
    letter: 'A',
    place: DEMO_PLACE,
    days,
    pictures: new Map(),
    ids: () => `id-${counter.next++}`,
    random: seededRandom(seed),
    sha256,
  }
}

function fold(journal: ReturnType<typeof demoEntries>): State {
  const state = emptyState()
  for (const { bytes } of journal.sealed) {
    const parsed = parseEntry(bytes)
    if (!parsed.ok) throw new Error(parsed.error.detail)
    expect(parsed.value.known).toBe(true)
    expect(foldEntry(state, parsed.value)).toBe('folded')
  }
  return state
}

describe('the demo', () => {
  it('is the same, byte for byte, for the same inputs', () => {
    const bytes = (seed: number) => demoEntries(input(seed)).sealed.map((entry) => entry.bytes)
    expect(bytes(7)).toEqual(bytes(7))
    expect(bytes(7)).not.toEqual(bytes(8))
  })

  it('has thirty products in six categories, each with a valid EAN-13', () => {
    const state = fold(demoEntries(input(1)))
    const products = productsOf(state.settings)
    expect(products).toHaveLength(30)
    expect(products.map((product) => product.name)).toEqual(demoCatalogue.map((product) => product.name))
    expect(new Set(products.map((product) => product.category)).size).toBe(6)
    const barcodes = products.flatMap(({ variants }) => variants.map(({ barcode }) => barcode ?? ''))
    expect(barcodes.filter((barcode) => !isValid(barcode))).toEqual([])
    expect(new Set(barcodes).size).toBe(barcodes.length)
  })

  it('leaves the stock of the picture: some sold out, some low', () => {
    const state = fold(demoEntries(input(1)))
    const badge = (name: string) => {
      const product = productsOf(state.settings).find((other) => other.name === name)
      const [variant] = product?.variants ?? []
      return variant && stockBadge(variant, state.stock.get(variant.id))
    }
    expect(badge('Sunset Risograph A3')).toEqual({ kind: 'plenty', pieces: 12 })
    expect(badge('Harbour Linocut')).toEqual({ kind: 'low', pieces: 3 })
    expect(badge('Sourdough Starter Kit')).toEqual({ kind: 'sold-out' })
    expect(badge('Zine №8 “Salt”')).toEqual({ kind: 'low', pieces: 2 })
    expect(badge('Cold Brew 250 ml')).toEqual({ kind: 'untracked' })
  })

  it('sells about 150 times in ten hours, most at lunch and in the afternoon, two of them void', () => {
    const state = fold(demoEntries(input(1)))
    const sales = [...state.sales.values()]
    expect(sales).toHaveLength(150)
    expect(sales.filter((sale) => sale.voided)).toHaveLength(2)
    const inHour = (hour: number) =>
      sales.filter((sale) => Math.floor((sale.at - OPENED) / HOUR) === hour).length
    expect(inHour(3)).toBeGreaterThan(inHour(1))
    expect(inHour(7)).toBeGreaterThan(inHour(5))
    const kinds = new Set(sales.flatMap((sale) => sale.tenders.map(({ kind }) => kind)))
    expect(kinds).toEqual(new Set(['cash', 'card']))
  })

  it('adds up: nothing is left to decide, no card question is open, receipts have no gap', () => {
    const journal = demoEntries(
      input(3, [FULL_DAY, { ...FULL_DAY, openedAt: (OPENED + 24 * HOUR) as Millis }]),
    )
    const state = fold(journal)
    expect(state.decisions.size).toBe(0)
    expect(openQuestions(state, 'device-1' as DeviceId)).toEqual([])
    const sales = journal.sealed.flatMap(({ entry }) => (entry.kind === 'sale' ? [entry.body] : []))
    expect(sales.flatMap(saleFlaws)).toEqual([])
    expect(sales.map((sale) => sale.receipt)).toEqual(
      sales.map((_, index) => `A-${String(index + 1).padStart(6, '0')}`),
    )
  })

  it('tells nothing of what has not happened yet', () => {
    const until = (OPENED + 2 * HOUR) as Millis
    const state = fold(demoEntries(input(1, [{ openedAt: OPENED, until }])))
    expect(Math.max(...[...state.sales.values()].map((sale) => sale.at))).toBeLessThanOrEqual(until)
    expect(state.sales.size).toBe(15)
  })
})
