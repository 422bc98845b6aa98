/** The till's keyboard shortcuts: one table that the handler obeys and the help sheet shows. */
import { clearCart, stepLine } from './cart/cart-deeds.ts'
import { charge, type TillModel } from './till-model.ts'

export interface Shortcut {
  /** As printed on the keys. */
  readonly keys: readonly string[]
  readonly does: string
  readonly matches: (stroke: Stroke) => boolean
  /** Also while a text field has the focus. */
  readonly inFields?: boolean
  readonly run: (till: TillModel) => void
}

export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

const plain = (stroke: Stroke, key: string) =>
  stroke.key === key && !stroke.ctrlKey && !stroke.metaKey && !stroke.altKey

const stepLastLine = (till: TillModel, step: 1 | -1) => {
  const line = till.carts.getState().cart.lines.at(-1)
  if (line) stepLine(till, line, step)
}

const focusSearch = () => {
  const field = document.getElementById('till-search')
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

const focusGrid = () => document.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus()

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['/'], does: 'Search', matches: (s) => plain(s, '/'), run: focusSearch },
  { keys: ['G'], does: 'Go to the products', matches: (s) => plain(s, 'g'), run: focusGrid },
  {
    keys: ['+'],
    does: 'One more of the last line',
    matches: (s) => plain(s, '+'),
    run: (till) => stepLastLine(till, 1),
  },
  {
    keys: ['−'],
    does: 'One less of the last line',
    matches: (s) => plain(s, '-') || plain(s, '−'),
    run: (till) => stepLastLine(till, -1),
  },
  {
    keys: ['F9', 'Ctrl + Enter'],
    does: 'Charge',
    matches: (s) => s.key === 'F9' || (s.key === 'Enter' && (s.ctrlKey || s.metaKey)),
    inFields: true,
    run: charge,
  },
  {
    keys: ['P'],
    does: 'Park the cart, or resume one',
    matches: (s) => plain(s, 'p'),
    run: ({ carts, sheets }) =>
      sheets.open({ kind: carts.getState().cart.lines.length > 0 ? 'park' : 'parked' }),
  },
  { keys: ['C'], does: 'Clear the cart', matches: (s) => plain(s, 'c'), run: clearCart },
  {
    keys: ['?'],
    does: 'Show these shortcuts',
    matches: (s) => plain(s, '?'),
    run: ({ sheets }) => sheets.open({ kind: 'shortcuts' }),
  },
]

/** What the platform and the parts of the screen do by themselves, for the help sheet. */
export const BUILT_IN: readonly Pick<Shortcut, 'keys' | 'does'>[] = [
  { keys: ['↑', '↓', '←', '→'], does: 'Move among the products' },
  { keys: ['Enter'], does: 'Add the product; in the search: add the first hit; while paying: done' },
  { keys: ['Shift + F10'], does: 'Details of the product' },
  { keys: ['0 – 9'], does: 'While paying: the amount tendered' },
  { keys: ['Esc'], does: 'Close the sheet, clear the search' },
]

/** The shortcut of a stroke; none while somebody types into a field, unless it works there too. */
export function shortcutOf(stroke: Stroke, typing: boolean): Shortcut | undefined {
  return SHORTCUTS.find((shortcut) => shortcut.matches(stroke) && (!typing || shortcut.inFields === true))
}

/** Characters closer together than this come from a scanner, and are none of ours. */
const BURST_MS = 50

/** A letter waits this long before it acts, in case it is the first of a scanned code. */
const LETTER_WAIT_MS = 60

/** Listens on the window. Open sheets have keys of their own, so nothing is heard under them. */
export function startShortcuts(till: TillModel, target: Window = window): () => void {
  let lastCharacterMs = Number.NEGATIVE_INFINITY
  let waiting: { readonly shortcut: Shortcut; readonly timer: ReturnType<typeof setTimeout> } | null = null
  const settle = (act: boolean) => {
    if (!waiting) return
    clearTimeout(waiting.timer)
    if (act) waiting.shortcut.run(till)
    waiting = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const isCharacter = event.key.length === 1 && !event.repeat
    const inBurst = isCharacter && event.timeStamp - lastCharacterMs <= BURST_MS
    if (isCharacter) lastCharacterMs = event.timeStamp
    settle(!isCharacter)
    if (inBurst || till.sheets.getState().sheets.length > 0 || till.app.session.getState().locked) return
    const shortcut = shortcutOf(event, isTyping(event.target))
    if (!shortcut) return
    event.preventDefault()
    if (!/^[a-z]$/.test(event.key)) shortcut.run(till)
    else waiting = { shortcut, timer: setTimeout(() => settle(true), LETTER_WAIT_MS) }
  }
  target.addEventListener('keydown', onKeyDown)
  return () => target.removeEventListener('keydown', onKeyDown)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
