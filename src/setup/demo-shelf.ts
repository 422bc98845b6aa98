/** The demo's shelf for a location that somebody just made: goods and stock, taxed at the location's own rate. */
import { DEMO_PLACE, demoPatches, makeDemoWorld } from '../../core/demo/demo-settings.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { receiveStock, type StockLine, writeSettings } from '../replica/deeds.ts'
import type { Replica } from '../replica/replica.ts'

/** Writes categories, products and stock. Gives false when the device could not keep them. */
export async function addDemoShelf(replica: Replica): Promise<boolean> {
  const world = makeDemoWorld({ place: DEMO_PLACE, ids: replica.deps.newId, pictures: new Map() })
  const patches = demoPatches(world, { ...replica.identity }).flatMap(toShelfPatch)
  const lines = world.shelf.flatMap(({ variant, left }): StockLine[] =>
    left === null || left === 0 ? [] : [{ variant: variant.id, quantity: left as Thousandths }],
  )
  const written = await writeSettings(replica, patches, null)
  return written.ok && (await receiveStock(replica, lines, null)).ok
}

/** Its people, rates and name are another pop-up's; the goods are taxed as this location's are. */
function toShelfPatch(patch: Patch): readonly Patch[] {
  if (patch.record === 'category' || patch.record === 'variant') return [patch]
  if (patch.record === 'product') return [{ ...patch, fields: { ...patch.fields, taxRate: null } }]
  return []
}
