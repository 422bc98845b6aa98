/** Hands a text to the person as a file. */
export const saveTextFile = (name: string, text: string, type = 'text/plain'): void =>
  saveBlob(name, new Blob([text], { type }))

/** Hands bytes to the person as a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has started by then in every browser; at once would cancel it in some.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
