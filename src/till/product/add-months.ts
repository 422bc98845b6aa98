/** The same day so many months later, the last of the month where it has no such day; UTC. Pure. */
export function addMonths(at: number, months: number): number {
  const from = new Date(at)
  const to = new Date(at)
  to.setUTCMonth(from.getUTCMonth() + months)
  // The 31st of a shorter month has run over into the next one.
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to.getTime()
}
