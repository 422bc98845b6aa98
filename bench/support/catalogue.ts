/** A catalogue of any size as a plain CSV, always the same. */
const NAMES = ['Print', 'Zine', 'Tote', 'Mug', 'Candle', 'Cap', 'Patch', 'Tee', 'Poster', 'Cookie']
const ADJECTIVES = [
  'Sunset',
  'Harbour',
  'Enamel',
  'Beeswax',
  'Ceramic',
  'Linen',
  'Salted',
  'Risograph',
  'Market',
  'Night',
]

export function catalogueCsv(products: number): string {
  const rows = Array.from({ length: products }, (_, n) => {
    const name = `${ADJECTIVES[n % 10]} ${NAMES[Math.floor(n / 10) % 10]} ${n}`
    const price = ((n * 37) % 9000) / 100 + 1
    return `${name},SKU-${String(n).padStart(5, '0')},${price.toFixed(2)},Category ${n % 12},${(n * 13) % 200}`
  })
  return `Name,SKU,Price,Category,Stock\n${rows.join('\n')}\n`
}
