/** Product descriptions come as HTML; a till shows text. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  eacute: 'é',
  egrave: 'è',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  euro: '€',
  pound: '£',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  times: '×',
  bull: '•',
}

/** Far more than a description may keep; bounds the work on a hostile cell. */
const MAX_HTML_LENGTH = 40_000

/** The words of a piece of HTML: blocks become lines, tags go, entities become characters. */
export function htmlToText(html: string): string {
  const bounded = html.slice(0, MAX_HTML_LENGTH)
  if (!/[<&]/.test(bounded)) return bounded
  return decodeEntities(
    bounded
      .replace(/<(script|style)\b[^<>]*>[^<]*(?:<(?!\/\1)[^<]*)*<\/\1[^<>]*>/gi, '')
      .replace(/<li\b[^<>]*>/gi, '\n• ')
      .replace(/<(?:br|\/p|\/div|\/ul|\/ol|\/tr|\/h\d)\b[^<>]*>/gi, '\n')
      .replace(/<[/!a-z][^<>]*>/gi, ''),
  )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
