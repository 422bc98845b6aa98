/**
 * A browser closes a modal dialog without asking when Escape or the back gesture comes twice in a row. To be called at
 * its `close`: one that is still part of the screen is opened again, else what lies below would be seen but inert.
 * Whether it had to be.
 */
export function openAgain(dialog: HTMLDialogElement | null): boolean {
  if (!dialog?.isConnected || dialog.open) return false
  dialog.showModal()
  return true
}
