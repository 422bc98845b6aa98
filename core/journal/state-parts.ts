/**
 * A state cut into parts of plain JSON, and put together again: all but the sales, then the sales in slices. The
 * indexes of a state are left out and made anew. Whether the values are what they should be is for the state's
 * hash to say; here only the form is checked.
 */
import * as v from 'valibot'
import type { SaleId, VariantId } from '../domain/ids.ts'
import { err, ok, type Result } from '../result.ts'
import { indexSale, type SaleIndexes } from './index-sale.ts'
import { countSchema } from './schema.ts'
import { RECORD_KINDS } from './settings.ts'
import { emptyState, type SaleRecord, type State } from './state.ts'

/** The maps of a state whose keys are text, besides settings and sales. */
const MAPS = [
  'heads',
  'stamps',
  'stock',
  'voids',
  'shifts',
  'questions',
  'outcomes',
  'returned',
  'returnedMinor',
  'returnedTaxMinor',
  'vouchers',
  'accounts',
  'couponUses',
  'tenderSettlements',
  'payments',
  'closes',
  'leases',
  'approvals',
  'decisions',
  'settlements',
  'stockEntries',
  'recounts',
] as const satisfies readonly (keyof State)[]

const pairs = v.array(v.tuple([v.string(), v.unknown()]))
const listOf = <Key extends string>(keys: readonly Key[]) =>
  v.object(Object.fromEntries(keys.map((key) => [key, pairs])) as Record<Key, typeof pairs>)

const firstPartSchema = v.object({
  settings: listOf(RECORD_KINDS),
  maps: listOf(MAPS),
  strangers: v.array(v.string()),
  unknownEntries: countSchema,
})

const salesSchema = v.array(
  v.looseObject({
    id: v.string(),
    receipt: v.string(),
    device: v.string(),
    tenders: v.array(v.looseObject({})),
    returns: v.optional(v.array(v.looseObject({ sale: v.nullable(v.string()) }))),
  }),
)

/** The moment, while the state goes on: its records are never changed in place, so the maps are all to be copied. */
export function copyState(state: State): State {
  const copies = Object.entries(state).map(([name, part]) => [name, copyPart(part)])
  return { ...Object.fromEntries(copies), settings: copySettings(state) } as State
}

const copyPart = (part: unknown) =>
  part instanceof Map ? new Map(part) : part instanceof Set ? new Set(part) : part

const copySettings = ({ settings }: State) =>
  Object.fromEntries(RECORD_KINDS.map((kind) => [kind, new Map<string, unknown>(settings[kind])]))

/** All but the sales. */
export function firstPartOf(state: State): unknown {
  return {
    settings: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, [...state.settings[kind]]])),
    maps: Object.fromEntries(MAPS.map((name) => [name, [...state[name]]])),
    strangers: [...state.strangers],
    unknownEntries: state.unknownEntries,
  }
}

/** The sales in slices of so many, one at a time. */
export function* salesPartsOf({ sales }: State, perPart: number): Generator<readonly SaleRecord[]> {
  const all = [...sales.values()]
  for (let from = 0; from < all.length; from += perPart) yield all.slice(from, from + perPart)
}

/** A state without its sales, from its first part. */
export function stateOfFirstPart(json: unknown): Result<State, string> {
  const part = v.safeParse(firstPartSchema, json)
  if (!part.success) return err(`the first part: ${v.getDotPath(part.issues[0]) ?? 'not an object'}`)
  const { settings, maps, strangers, unknownEntries } = part.output
  const state = {
    ...emptyState(),
    ...Object.fromEntries(MAPS.map((name) => [name, new Map(maps[name])])),
    settings: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, new Map(settings[kind])])),
    strangers: new Set(strangers),
    unknownEntries,
  } as unknown as State
  for (const [variant, quantity] of state.stock) if (quantity < 0) state.negative.add(variant as VariantId)
  return ok(state)
}

/**
 * Adds the sales of a further part; one that is there already stays. The stock and everything else of the first
 * part count them all.
 */
export function addSalesPart(
  state: Pick<State, 'sales' | 'tenderSettlements'> & SaleIndexes,
  json: unknown,
): Result<null, string> {
  const part = v.safeParse(salesSchema, json)
  if (!part.success) return err(`a part of sales: ${v.getDotPath(part.issues[0]) ?? 'not a list'}`)
  for (const sale of part.output as unknown as readonly SaleRecord[]) {
    if (state.sales.has(sale.id as SaleId)) continue
    state.sales.set(sale.id as SaleId, sale)
    indexSale(state, sale)
  }
  return ok(null)
}
