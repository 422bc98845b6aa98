import { useEffect, useEffectEvent } from 'react'

/**
 * Keys of the sheet that is open, wherever its focus is; a field keeps what is typed into it. `hear` answers
 * whether it took the stroke.
 */
export function useWindowKeys(hear: (event: KeyboardEvent) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return
    if (hear(event)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
