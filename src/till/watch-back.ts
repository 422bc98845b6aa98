/**
 * The browser's Back, and a phone's, close a sheet as Escape does and leave the till only where none is open: while
 * sheets are open there is one entry more in the history, which goes away with them.
 */
import type { SheetStore } from './till-sheet.ts'

/** The history of this page, as far as it matters here. What moves in it is told later, by `onMove`. */
export interface BackHistory {
  /** Whether the entry on which it stands is the one of open sheets; `left`: one that was being left already. */
  readonly mark: () => 'sheets' | 'left' | null
  readonly push: () => void
  /** Goes back, and marks the entry as left, so that nobody goes back from it twice. */
  readonly leave: () => void
  readonly forward: () => void
  /** Back, forward, and what `leave` and `forward` come to; the answer stops it. */
  readonly onMove: (hear: () => void) => () => void
}

/** A move in the history that never comes is waited for so long. */
const MOVE_MS = 1000

/** Starts watching; the answer stops it. `askClose` asks the uppermost sheet as Escape does; it may stay. */
export function watchBack(sheets: SheetStore, history: BackHistory, askClose: () => void): () => void {
  const isOpen = () => sheets.getState().sheets.length > 0
  let moving: ReturnType<typeof setTimeout> | null = null
  let settling: ReturnType<typeof setTimeout> | null = null
  const settle = () => {
    settling = null
    if (moving !== null) return
    if (isOpen() && history.mark() === null) history.push()
    else if (!isOpen() && history.mark() === 'sheets') move(history.leave)
  }
  // Behind the press, and once for a sheet that takes another one's place.
  const settleSoon = () => {
    settling ??= setTimeout(settle, 0)
  }
  const move = (go: () => void) => {
    moving = setTimeout(() => {
      moving = null
      settle()
    }, MOVE_MS)
    go()
  }
  const hear = () => {
    if (moving !== null) {
      clearTimeout(moving)
      moving = null
      return settleSoon()
    }
    if (!isOpen() || history.mark() === 'sheets') return settleSoon()
    askClose()
    // Its entry is still ahead, and a new one that no press has made would be passed over by the next Back.
    if (isOpen()) move(history.forward)
  }
  const stops = [sheets.subscribe(settleSoon), history.onMove(hear)]
  // A page that was loaded anew stands where its sheets were.
  settleSoon()
  return () => {
    for (const stop of stops) stop()
    if (settling !== null) clearTimeout(settling)
    if (moving !== null) clearTimeout(moving)
  }
}

/** That of the browser. */
export const pageHistory: BackHistory = {
  mark: () => {
    const { state } = history
    return state?.sheets === 'sheets' || state?.sheets === 'left' ? state.sheets : null
  },
  push: () => history.pushState({ sheets: 'sheets' }, ''),
  leave: () => {
    history.replaceState({ sheets: 'left' }, '')
    history.back()
  },
  forward: () => history.forward(),
  onMove: (hear) => {
    // Links within the app tell of themselves by an event of this name, too.
    const onPop = (event: PopStateEvent) => event.isTrusted && hear()
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  },
}

/** What Escape does to the uppermost dialog. */
export function cancelTopDialog(): void {
  const dialogs = document.querySelectorAll('dialog[open]')
  dialogs[dialogs.length - 1]?.dispatchEvent(new Event('cancel', { cancelable: true }))
}
