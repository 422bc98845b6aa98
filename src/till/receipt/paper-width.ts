/** How wide this device's printer's roll is: kept with the device, like its theme. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export const PAPER_WIDTHS_MM = [80, 58] as const
export type PaperWidthMm = (typeof PAPER_WIDTHS_MM)[number]

const KEY = 'barrow-paper-mm'

const widthOf = (text: string | null): PaperWidthMm =>
  PAPER_WIDTHS_MM.find((width) => String(width) === text) ?? 80

export const paperStore: StoreApi<{ readonly widthMm: PaperWidthMm }> = createStore(() => ({
  widthMm: widthOf(localStorage.getItem(KEY)),
}))

export function choosePaper(text: string): void {
  const widthMm = widthOf(text)
  localStorage.setItem(KEY, String(widthMm))
  paperStore.setState({ widthMm })
}
