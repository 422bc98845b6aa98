/** What the screen says in passing. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'warn' | 'stop'
  /** Takes back what the toast reports. */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** The cart that it is about: it goes away with it. */
  readonly cart?: string
}

export interface Toasts {
  readonly toast: Toast | null
}

export type ToastStore = StoreApi<Toasts>

/** One toast at a time: a newer one replaces the older, so that nothing piles up over the grid. */
export const toastStore: ToastStore = createStore<Toasts>(() => ({ toast: null }))

let lastId = 0

/** Says something in passing. With an action ("Undo") it stays long enough to be reached. */
export function say(text: string, options: Partial<Pick<Toast, 'tone' | 'action' | 'cart'>> = {}): void {
  lastId += 1
  toastStore.setState({ toast: { id: lastId, text, tone: 'plain', ...options } })
}

export const dismissToast = (): void => toastStore.setState({ toast: null })
