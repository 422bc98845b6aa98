import { type PointerEvent, useRef } from 'react'

const FAR_ENOUGH_PX = 110

/** Pointer handlers by which a row is dragged out sideways. A finger only; a mouse has the row's own buttons. */
export function useSwipeOut(onOut: () => void) {
  const start = useRef<{ x: number; row: HTMLElement } | null>(null)
  const settle = () => {
    if (start.current) {
      start.current.row.style.translate = ''
      start.current.row.style.opacity = ''
    }
    start.current = null
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'touch') start.current = { x: event.clientX, row: event.currentTarget }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = start.current
      if (!from) return
      const distance = event.clientX - from.x
      if (Math.abs(distance) < 12) return
      from.row.style.translate = `${distance}px`
      from.row.style.opacity = String(Math.max(0.3, 1 - Math.abs(distance) / 260))
    },
    onPointerUp: (event: PointerEvent) => {
      const far = start.current && Math.abs(event.clientX - start.current.x) > FAR_ENOUGH_PX
      settle()
      if (far) onOut()
    },
    onPointerCancel: settle,
  }
}
