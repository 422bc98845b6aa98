import { describe, expect, it } from 'vitest'
import type { ProductId } from '../../../core/domain/ids.ts'
import { favouriteMoves, lastPlace, placeAfterStep } from './favourites.ts'

const of = (id: string, favourite: number | null) => ({ id: id as ProductId, favourite })
const products = [of('a', 1), of('b', 2), of('c', 3), of('d', null)]

describe('favourites', () => {
  it('go to the end', () => {
    expect(lastPlace(products)).toBe(4)
    expect(lastPlace([of('d', null)])).toBe(1)
  })
  it('move between their neighbours', () => {
    expect(placeAfterStep(products, 'c' as ProductId, -1)).toBe(1.5)
    expect(placeAfterStep(products, 'b' as ProductId, -1)).toBe(0)
    expect(placeAfterStep(products, 'a' as ProductId, 1)).toBe(2.5)
    expect(placeAfterStep(products, 'c' as ProductId, 1)).toBeNull()
    expect(placeAfterStep(products, 'd' as ProductId, 1)).toBeNull()
  })
  it('know where they can go', () => {
    expect(favouriteMoves(products, 'a' as ProductId)).toEqual({ earlier: false, later: true })
    expect(favouriteMoves(products, 'd' as ProductId)).toEqual({ earlier: false, later: false })
  })
})
