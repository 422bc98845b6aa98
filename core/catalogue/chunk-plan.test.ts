import { describe, expect, it } from 'vitest'
import { MAX_PATCHES } from '../journal/settings.ts'
import { chunkPlan } from './chunk-plan.ts'
import { CatalogueWorld } from './fixtures/catalogue-world.ts'
import { readCatalogue } from './import-catalogue.ts'
import { planImport } from './plan-import.ts'

const sheetOf = (rows: number, description = '') =>
  [
    'Handle,Title,Body (HTML),Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Barcode',
    ...Array.from({ length: rows }, (_, index) => {
      const leads = index % 2 === 0
      const product = leads ? `Product ${index},${description},Type ${index % 40},Size` : ',,,'
      return `handle-${index >> 1},${product},Size ${index % 2},SKU-${index},shopify,${index % 90},${index % 100}.50,`
    }),
  ].join('\n')

const bytesOf = (body: unknown) => new TextEncoder().encode(JSON.stringify(body)).length

describe('chunkPlan', () => {
  it('cuts into bodies that one entry holds, a product never apart from its variants', () => {
    const world = new CatalogueWorld()
    const plan = world.plan(world.read(sheetOf(1500, 'ä'.repeat(3000))))
    const bodies = chunkPlan(plan)
    for (const { kind, body } of bodies) {
      expect(bytesOf(body)).toBeLessThan(200_000)
      if (kind !== 'settings') expect(body.lines.length).toBeLessThanOrEqual(500)
      else {
        expect(body.patches.length).toBeLessThanOrEqual(MAX_PATCHES)
        expect(body.patches[0]?.record).not.toBe('variant')
      }
    }
    const patches = bodies.flatMap((chunk) => (chunk.kind === 'settings' ? chunk.body.patches : []))
    expect(patches).toEqual(plan.patches)
  })

  it('cuts a product of more variants than one entry holds', () => {
    const world = new CatalogueWorld()
    const rows = Array.from(
      { length: 600 },
      (_, index) => `tee,${index === 0 ? 'Tee' : ''},Size,${index},S${index},5`,
    )
    const text = ['Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price', ...rows].join('\n')
    world.import(text)
    expect(world.catalogue.products[0]?.variants).toHaveLength(600)
  })

  it('has nothing to write for an empty plan', () => {
    const world = new CatalogueWorld()
    expect(chunkPlan(world.plan(world.read('')))).toEqual([])
  })
})

describe('a long file', () => {
  it('is read and planned whole, and tells how far it is', () => {
    const world = new CatalogueWorld()
    const text = sheetOf(10_000, '<p>Printed <b>by hand</b> &amp; signed.</p>')
    const steps: number[] = []
    const file = readCatalogue(text, { currency: 'EUR' })
    const plan = planImport(file, world.catalogue, {
      currency: 'EUR',
      defaultRate: world.defaultRate,
      newId: world.newId,
      onProgress: (done) => steps.push(done),
    })
    expect(plan.adds).toHaveLength(5000)
    expect(steps.at(-1)).toBe(5000)
    expect(steps.length).toBeGreaterThan(10)
  }, 60_000)
})
