/** How long ago, in words: "just now", "2 minutes ago", "never". Pure. */
export function agoWords(agoMs: number | null, locale: string): string {
  if (agoMs === null) return 'never'
  const minutes = Math.round(agoMs / 60_000)
  if (minutes < 2) return 'just now'
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (minutes < 120) return words.format(-minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return hours < 48 ? words.format(-hours, 'hour') : words.format(-Math.round(hours / 24), 'day')
}
