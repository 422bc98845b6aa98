/**
 * A barcode scanner that types ("keyboard wedge"). A burst of keys too quick for fingers, ended by Enter or Tab, is
 * a scan; everything slower is left to whoever has the focus. Timing is by the events' own time stamps, so that a
 * busy screen does not tear a burst apart.
 */

/** Scanners send a key every 1 to 30 ms; nobody types four keys and Enter with less than this between them. */
const SCANNER_GAP_MS = 50

/** Where nothing waits for keys a burst may be slower: Bluetooth stutters, and nobody types digits at a bare till. */
const UNHURRIED_GAP_MS = 200

/** The shortest code: fewer keys in such time can still be a person rolling over two keys. */
const MIN_LENGTH = 4

export interface KeyStroke {
  readonly key: string
  /** ms, of the event's own clock. */
  readonly atMs: number
}

/** What the strokes so far amount to: the code when the last one ended a burst. */
export interface Burst {
  readonly text: string
  readonly lastMs: number
}

export const NO_BURST: Burst = { text: '', lastMs: Number.NEGATIVE_INFINITY }

/** Takes one stroke. Pure. `code` is set when a burst has just ended. */
export function takeStroke(
  burst: Burst,
  { key, atMs }: KeyStroke,
  gapMs = SCANNER_GAP_MS,
): { burst: Burst; code: string | null } {
  const quick = atMs - burst.lastMs <= gapMs
  if (key === 'Enter' || key === 'Tab') {
    const code = quick && burst.text.length >= MIN_LENGTH ? burst.text : null
    return { burst: NO_BURST, code }
  }
  // Modifier keys arrive between the characters of a code with capitals.
  if (key.length !== 1) return { burst: key === 'Shift' ? burst : NO_BURST, code: null }
  return { burst: { text: quick ? burst.text + key : key, lastMs: atMs }, code: null }
}

export interface WedgeScannerOptions {
  readonly onCode: (code: string) => void
  /** Whether something else waits for keys (a sheet with a keypad): only a certain scan is then taken from it. */
  readonly keysWanted: () => boolean
  readonly target?: Window
}

/** Eight digits or more in a burst are no amount, no PIN and no word: certainly a barcode. */
export const isCertain = (code: string): boolean => /^\d{8,}$/.test(code)

/**
 * Listens for scans on the window. While a text field or a keypad has the keys they reach it as ever; only when the
 * burst is certain is the ending key kept from it and the code taken out again.
 */
export function startWedgeScanner({ onCode, keysWanted, target = window }: WedgeScannerOptions): () => void {
  let burst = NO_BURST
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (takesScansItself(event.target)) return
    const shared = isTextField(event.target) || keysWanted()
    const gapMs = shared ? SCANNER_GAP_MS : UNHURRIED_GAP_MS
    const taken = takeStroke(burst, { key: event.key, atMs: event.timeStamp }, gapMs)
    burst = taken.burst
    const { code } = taken
    if (code === null || (shared && !isCertain(code))) return
    event.preventDefault()
    event.stopPropagation()
    takeOutOfField(event.target, code)
    onCode(code)
  }
  target.addEventListener('keydown', onKeyDown, { capture: true })
  return () => target.removeEventListener('keydown', onKeyDown, { capture: true })
}

/** A search field looks its text up at Enter, a scanned one too, however slowly it came. */
const takesScansItself = (element: EventTarget | null) =>
  element instanceof HTMLElement && element.dataset.takesScans !== undefined

const isTextField = (element: EventTarget | null) =>
  element instanceof HTMLElement && element.closest('input, textarea, select, [contenteditable]') !== null

/** The setter of the element's class, because React watches the one on the instance. */
function takeOutOfField(element: EventTarget | null, code: string): void {
  if (!(element instanceof HTMLInputElement) || !element.value.endsWith(code)) return
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  setValue?.call(element, element.value.slice(0, -code.length))
  element.dispatchEvent(new Event('input', { bubbles: true }))
}
