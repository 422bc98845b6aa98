import { type RefObject, useLayoutEffect, useState } from 'react'
import { columnsIn, type RowWindow, rowWindow } from './window-maths.ts'

export interface RowWindowOptions {
  readonly itemCount: number
  /** In rem, so that rows grow with the reader's text size. */
  readonly pitchRem: number
  /** For a grid; a list has one column. */
  readonly minColumnRem?: number
  readonly gapPx?: number
  readonly overscan?: number
}

export interface RowView extends RowWindow {
  readonly columns: number
  readonly pitchPx: number
  readonly rowCount: number
}

const NOTHING: RowView = { first: 0, end: 0, columns: 1, pitchPx: 1, rowCount: 0 }

/** Follows the scroll and the size of a container, and tells which rows to render. */
export function useRowWindow(container: RefObject<HTMLElement | null>, options: RowWindowOptions): RowView {
  const { itemCount, pitchRem, minColumnRem, gapPx = 0, overscan = 4 } = options
  const [view, setView] = useState<RowView>(NOTHING)
  useLayoutEffect(() => {
    const element = container.current
    if (!element) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const { paddingLeft, paddingRight } = getComputedStyle(element)
      const inner = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      const columns = minColumnRem ? columnsIn(inner, minColumnRem * rem, gapPx) : 1
      return { columns, pitchPx: pitchRem * rem + gapPx, viewPx: element.clientHeight }
    }
    let size = measure()
    const update = () => {
      const rowCount = Math.ceil(itemCount / size.columns)
      const rows = rowWindow({ ...size, rowCount, scrollPx: element.scrollTop, overscan })
      const { columns, pitchPx } = size
      setView((before) =>
        sameView(before, rows, size, rowCount) ? before : { ...rows, columns, pitchPx, rowCount },
      )
    }
    const observer = new ResizeObserver(() => {
      size = measure()
      update()
    })
    update()
    observer.observe(element)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [container, itemCount, pitchRem, minColumnRem, gapPx, overscan])
  return view
}

function sameView(
  before: RowView,
  rows: RowWindow,
  size: { readonly columns: number; readonly pitchPx: number },
  rowCount: number,
): boolean {
  return (
    before.first === rows.first &&
    before.end === rows.end &&
    before.columns === size.columns &&
    before.pitchPx === size.pitchPx &&
    before.rowCount === rowCount
  )
}
