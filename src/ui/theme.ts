/** Day or night: the system's, unless somebody has used the switch. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export type Theme = 'system' | 'day' | 'night'

const KEY = 'barrow-theme'

const stored = (): Theme => {
  const text = localStorage.getItem(KEY)
  return text === 'day' || text === 'night' ? text : 'system'
}

export const themeStore: StoreApi<{ readonly theme: Theme }> = createStore(() => ({
  theme: 'system' as Theme,
}))

/** Puts the kept choice on the page. Called once, before the first paint. */
export function applyKeptTheme(): void {
  apply(stored())
}

/** Uses the switch. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  apply(theme)
}

function apply(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  themeStore.setState({ theme })
}
