/** A `ref` for what should have the focus once it appears inside an open sheet. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus()
}

/** The same where what stands above it is to be seen first. */
export function focusInPlace(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}
