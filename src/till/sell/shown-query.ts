/** What was searched, as it is said back: a long text by its beginning. Pure. */
export function shownQuery(query: string): string {
  const letters = [...query.trim()]
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : letters.join('')
}

const SHOWN = 40
