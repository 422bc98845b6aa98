/** Arrow keys in a grid of tiles. */
import type { KeyboardEvent } from 'react'
import { scrollToShow } from '../../ui/window-maths.ts'

export interface GridKeys {
  readonly columns: number
  readonly pitchPx: number
  readonly itemCount: number
  readonly onMove: (index: number) => void
}

/** Where a key leads from a tile; null for a key that is not the grid's. */
export function nextIndex(
  key: string,
  from: number,
  { columns, itemCount }: Pick<GridKeys, 'columns' | 'itemCount'>,
) {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    PageDown: from + 4 * columns,
    PageUp: from - 4 * columns,
    Home: 0,
    End: itemCount - 1,
  }
  const wanted = steps[key]
  if (wanted === undefined) return null
  if (wanted < 0 || wanted >= itemCount) return key.startsWith('Page') ? clamp(wanted, itemCount) : from
  return wanted
}

const clamp = (index: number, itemCount: number) => Math.min(itemCount - 1, Math.max(0, index))

const MIRRORED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }

/** Moves the focus, scrolls it into sight, and waits for its row to be rendered. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, grid: GridKeys): void {
  const container = event.currentTarget
  const from = indexOf(event.target)
  if (from === null || event.ctrlKey || event.metaKey || event.altKey) return
  const mirrored = getComputedStyle(container).direction === 'rtl' ? MIRRORED[event.key] : undefined
  const next = nextIndex(mirrored ?? event.key, from, grid)
  if (next === null) return
  event.preventDefault()
  const row = Math.floor(next / grid.columns)
  const { clientHeight: viewPx, scrollTop: scrollPx } = container
  container.scrollTop = scrollToShow(row, { pitchPx: grid.pitchPx, viewPx, scrollPx })
  grid.onMove(next)
  focusWhenThere(container, next, 4)
}

function focusWhenThere(container: HTMLElement, index: number, framesLeft: number): void {
  const tile = container.querySelector<HTMLElement>(`[data-index="${index}"]`)
  if (tile) tile.focus({ preventScroll: true })
  else if (framesLeft > 0) requestAnimationFrame(() => focusWhenThere(container, index, framesLeft - 1))
}

/** The index of the tile that an event came from. */
export function indexOf(target: EventTarget): number | null {
  const tile = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return tile ? Number(tile.dataset.index) : null
}
