/** Gives a text to the person as a file, without any network. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads the address after the click: it must live a while.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
