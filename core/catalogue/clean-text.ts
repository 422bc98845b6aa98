/** Text from foreign files, made safe to keep: no control characters, no broken surrogates, bounded. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\u200b\u2028\u2029\u202a-\u202e]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: likewise; the fast test before any copying
const SUSPECT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\u200b\u2028\u2029\u202a-\u202e\ud800-\udfff]/

/** The cell without control characters and without space around it; line breaks become `\n`. */
export function cleanText(text: string): string {
  const trimmed = text.trim()
  if (!SUSPECT.test(trimmed)) return trimmed
  return trimmed.toWellFormed().replace(/\r\n?/g, '\n').replace(UNWANTED, '').trim()
}

/** The same on one line: runs of white space become one space. */
export function cleanLine(text: string): string {
  const clean = cleanText(text)
  return /[\s]{2}|[^\S ]/.test(clean) ? clean.replace(/\s+/g, ' ') : clean
}

/** At most `max` UTF-16 units, never through the middle of a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  return text
    .slice(0, max)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()
}

/** For comparing names and headers: no case, no double spaces, one Unicode form. */
export function foldKey(text: string): string {
  return cleanLine(text).normalize('NFC').toLowerCase()
}

/** Cells that a spreadsheet would run: `=…`, `+1`, `@x`, `-a`; plain numbers are none. */
export function looksLikeFormula(text: string): boolean {
  return /^(?:[=+@\t\r]|-(?!\d+(?:\.\d+)?$))/.test(text)
}

/** Puts an apostrophe before what a spreadsheet would run; `unguardFormula` takes it away again. */
export function guardFormula(text: string): string {
  return looksLikeFormula(text.replace(/^'+/, '')) ? `'${text}` : text
}

/** Undoes `guardFormula`, exactly. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && looksLikeFormula(text.replace(/^'+/, '')) ? text.slice(1) : text
}
