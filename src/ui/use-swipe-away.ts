import { type PointerEvent, type RefObject, useRef } from 'react'

const FAR_ENOUGH_PX = 90

/** Pointer handlers for a sheet's head: dragged down (or sideways) far enough, the sheet leaves. */
export function useSwipeAway(element: RefObject<HTMLElement | null>, onAway: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null)
  const settle = () => {
    start.current = null
    if (element.current) element.current.style.translate = ''
  }
  const distance = (event: PointerEvent) => {
    const from = start.current
    if (!from) return 0
    const narrow = matchMedia('(max-width: 43.6875rem)').matches
    return Math.max(0, narrow ? event.clientY - from.y : Math.abs(event.clientX - from.x))
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('button, input, a')) return
      start.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      if (!start.current || !element.current) return
      if (matchMedia('(max-width: 43.6875rem)').matches)
        element.current.style.translate = `0 ${distance(event)}px`
    },
    onPointerUp: (event: PointerEvent) => {
      const far = distance(event) > FAR_ENOUGH_PX
      settle()
      if (far) onAway()
    },
    onPointerCancel: settle,
  }
}
