/** What the cart's hints know besides the figures: whether the endpoint is being asked, and what went elsewhere. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { VariantId } from '../../../core/domain/ids.ts'
import type { TillModel } from '../till-model.ts'

export interface ShortageState {
  /** The endpoint is being asked for more. */
  readonly asking: boolean
  /** Counted goods in the cart whose last ones another till has sold meanwhile. */
  readonly gone: ReadonlySet<VariantId>
}

const storeOfTill = new WeakMap<TillModel, StoreApi<ShortageState>>()

/** One store a till. */
export function shortageStoreOf(till: TillModel): StoreApi<ShortageState> {
  const known = storeOfTill.get(till)
  if (known) return known
  const store = createStore<ShortageState>(() => ({ asking: false, gone: new Set() }))
  storeOfTill.set(till, store)
  return store
}
