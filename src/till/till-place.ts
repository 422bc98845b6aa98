/** Where in the till somebody is: which screen, which category, what is being searched. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CategoryId } from '../../core/domain/ids.ts'

export interface TillPlace {
  readonly screen: 'sell' | 'sales'
  /** null: all of them. */
  readonly category: CategoryId | null
  readonly query: string
  /** How far the grid was scrolled when somebody left it. */
  readonly gridScrollPx: number
  readonly parkedCount: number
  /** Scans that hit a sheet instead of the cart. */
  readonly strayScans: number
  /** The receipt number that the next sale will have, as far as this tab knows. */
  readonly nextReceipt: string
}

export type PlaceStore = StoreApi<TillPlace>

export const createPlaceStore = (): PlaceStore =>
  createStore<TillPlace>(() => ({
    screen: 'sell',
    category: null,
    query: '',
    gridScrollPx: 0,
    parkedCount: 0,
    strayScans: 0,
    nextReceipt: '',
  }))
