/** Hands a text to the person as a file. */
export function saveTextFile(name: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has started by then in every browser; at once would cancel it in some.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
