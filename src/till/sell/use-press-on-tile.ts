import { type MouseEvent, type PointerEvent, useRef } from 'react'
import type { Product } from '../../../core/domain/product.ts'
import { useTill } from '../till-context.tsx'
import { pressProduct } from '../till-model.ts'
import { indexOf } from './grid-keys.ts'

const LONG_PRESS_MS = 500
const STILL_PX = 10

/**
 * Press, long press and context menu of all tiles, heard once at their container: a tile carries no closures.
 */
export function usePressOnTile(products: readonly Product[]) {
  const till = useTill()
  const long = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const swallow = useRef(false)
  const productAt = (event: { target: EventTarget }) => products[indexOf(event.target) ?? -1]
  const cancel = () => {
    if (long.current) clearTimeout(long.current.timer)
    long.current = null
  }
  const openDetails = (product: Product) => {
    cancel()
    swallow.current = true
    till.sheets.open({ kind: 'product', product: product.id })
  }
  return {
    onClick: (event: MouseEvent) => {
      cancel()
      const product = productAt(event)
      if (product && !swallow.current) pressProduct(till, product)
      swallow.current = false
    },
    onContextMenu: (event: MouseEvent) => {
      const product = productAt(event)
      if (!product) return
      event.preventDefault()
      if (!swallow.current) openDetails(product)
    },
    onPointerDown: (event: PointerEvent) => {
      swallow.current = false
      const product = productAt(event)
      if (!product || event.button !== 0) return
      const timer = setTimeout(() => openDetails(product), LONG_PRESS_MS)
      long.current = { timer, x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = long.current
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  }
}
