/** Which rows of a long list are in the document. Pure. */
export interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
}

export interface RowGeometry {
  readonly rowCount: number
  readonly pitchPx: number
  readonly viewPx: number
  readonly scrollPx: number
  /** Rows kept ready above and below what is in sight. */
  readonly overscan: number
}

/** The rows to render. Moves in steps of half the overscan, so that most scroll events change nothing. */
export function rowWindow({ rowCount, pitchPx, viewPx, scrollPx, overscan }: RowGeometry): RowWindow {
  if (pitchPx <= 0 || rowCount <= 0) return { first: 0, end: 0 }
  const step = Math.max(1, Math.floor(overscan / 2))
  const last = Math.max(0, rowCount - 1)
  const top = Math.min(last, Math.max(0, Math.floor(scrollPx / pitchPx)))
  const stepped = Math.floor(top / step) * step
  const visible = Math.ceil(viewPx / pitchPx) + 1
  return {
    first: Math.max(0, stepped - overscan),
    end: Math.min(rowCount, stepped + step + visible + overscan),
  }
}

/** How many columns of at least `minPx` fit, with a gap between them. */
export function columnsIn(widthPx: number, minPx: number, gapPx: number): number {
  return Math.max(1, Math.floor((widthPx + gapPx) / (minPx + gapPx)))
}

/** Where to scroll so that a row is in sight; the same place when it is already. */
export function scrollToShow(row: number, geometry: Omit<RowGeometry, 'rowCount' | 'overscan'>): number {
  const { pitchPx, viewPx, scrollPx } = geometry
  const top = row * pitchPx
  if (top < scrollPx) return top
  if (top + pitchPx > scrollPx + viewPx) return top + pitchPx - viewPx
  return scrollPx
}
