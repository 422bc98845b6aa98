/** A `ref` for what should have the focus once it appears inside an open sheet. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus()
}
