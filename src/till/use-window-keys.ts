import { useEffect, useEffectEvent, useRef } from 'react'
import { usePlace, useTill } from './till-context.tsx'

/**
 * Keys of the sheet that is open, wherever its focus is; a field that takes text keeps what is typed, and a sheet that
 * another one lies over hears nothing: the digits of a PIN are no amount. `hear` answers whether it took the stroke.
 */
export function useWindowKeys(hear: (event: KeyboardEvent) => boolean): void {
  const { sheets } = useTill()
  const depth = useRef(sheets.getState().sheets.length)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (sheets.getState().sheets.length > depth.current) return
    if (event.target instanceof Element && event.target.closest('input, textarea')) return
    if (hear(event)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** A scanner has typed into an open keypad: `reset` takes its digits away again. */
export function useStrayScans(reset: () => void): void {
  const strayScans = usePlace((place) => place.strayScans)
  const seen = useRef(strayScans)
  const onStray = useEffectEvent(reset)
  useEffect(() => {
    if (seen.current !== strayScans) onStray()
    seen.current = strayScans
  }, [strayScans])
}
