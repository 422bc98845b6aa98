import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether an element is narrower than so many rem, wherever it stands: in a sheet, a card or a whole screen. */
export function useSlim(element: RefObject<HTMLElement | null>, belowRem: number): boolean {
  const [slim, setSlim] = useState(false)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setSlim(measured.clientWidth < belowRem * rem)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(measured)
    measure()
    return () => observer.disconnect()
  }, [element, belowRem])
  return slim
}
