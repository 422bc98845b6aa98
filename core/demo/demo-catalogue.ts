/** The demo's shelf: thirty products of a believable pop-up, as data. */

export const DEMO_CATEGORIES = ['Prints', 'Zines', 'Wear', 'Small', 'Pantry', 'Home'] as const
export type DemoCategory = (typeof DEMO_CATEGORIES)[number]

export interface DemoVariant {
  /** The option's value; empty for a product with one form. */
  readonly option: string
  /** Pieces left when the history ends; null: not counted. */
  readonly left: number | null
}

export interface DemoProduct {
  readonly handle: string
  readonly name: string
  readonly category: DemoCategory
  /** In cents. */
  readonly price: number
  /** In cents. */
  readonly cost: number
  /** How often it sells against the others. */
  readonly popularity: number
  readonly optionName: string
  readonly variants: readonly DemoVariant[]
  /** Whether the endpoint draws a picture for it. */
  readonly pictured: boolean
}

type Row = readonly [
  handle: string,
  name: string,
  category: DemoCategory,
  price: number,
  popularity: number,
  left: number | null,
]

/** Ordered as on the till. */
const ROWS: readonly Row[] = [
  ['sunset-risograph', 'Sunset Risograph A3', 'Prints', 2800, 5, 12],
  ['harbour-linocut', 'Harbour Linocut', 'Prints', 4200, 3, 3],
  ['tote-market-day', 'Tote — Market Day', 'Wear', 1800, 5, 41],
  ['enamel-pins', 'Enamel Pin Set', 'Small', 1200, 6, 87],
  ['sourdough-kit', 'Sourdough Starter Kit', 'Pantry', 1600, 3, 0],
  ['chilli-crisp', 'Chilli Crisp 200 ml', 'Pantry', 900, 6, 26],
  ['zine-7', 'Zine №7 “Tides”', 'Zines', 700, 6, 64],
  ['zine-8', 'Zine №8 “Salt”', 'Zines', 700, 8, 2],
  ['beeswax-candle', 'Beeswax Candle', 'Home', 1450, 4, 18],
  ['mug-sand', 'Ceramic Mug, sand', 'Home', 2600, 2, 9],
  ['mug-ink', 'Ceramic Mug, ink', 'Home', 2600, 3, 0],
  ['patch-gull', 'Patch — Gull', 'Small', 500, 5, 120],
  ['cap-stall-9', 'Cap — Stall 9', 'Wear', 2200, 3, 15],
  ['bandana', 'Bandana', 'Wear', 1400, 4, 33],
  ['postcards', 'Postcards ×6', 'Prints', 900, 8, 54],
  ['oat-cookie', 'Oat Cookie', 'Pantry', 350, 14, 22],
  ['tee-saltworks', 'Tee — Saltworks', 'Wear', 2900, 6, 38],
  ['sticker-sheet', 'Sticker Sheet', 'Small', 400, 9, 140],
  ['cold-brew', 'Cold Brew 250 ml', 'Pantry', 450, 12, null],
  ['low-water', 'Photobook “Low Water”', 'Zines', 3200, 2, 11],
  ['tide-chart', 'Tide Chart Poster', 'Prints', 2400, 3, 20],
  ['gull-screenprint', 'Gull Screenprint', 'Prints', 3500, 2, 4],
  ['zine-6', 'Zine №6 “Fog”', 'Zines', 700, 3, 17],
  ['crab-nebula', 'Comic “Crab Nebula”', 'Zines', 1100, 4, 29],
  ['sea-salt', 'Sea Salt 120 g', 'Pantry', 650, 6, 47],
  ['keyring', 'Buoy Keyring', 'Small', 800, 4, 36],
  ['matchbox', 'Printed Matchbox', 'Small', 300, 5, 75],
  ['beanie', 'Dock Beanie', 'Wear', 2600, 2, 8],
  ['tea-towel', 'Tea Towel — Nets', 'Home', 1500, 3, 24],
  ['bud-vase', 'Bud Vase', 'Home', 1900, 2, 0],
]

const OPTIONS: Readonly<
  Record<string, { readonly name: string; readonly variants: readonly DemoVariant[] }>
> = {
  'tee-saltworks': {
    name: 'Size',
    variants: [
      { option: 'S', left: 9 },
      { option: 'M', left: 14 },
      { option: 'L', left: 13 },
      { option: 'XL', left: 2 },
    ],
  },
  'cap-stall-9': {
    name: 'Colour',
    variants: [
      { option: 'Sand', left: 9 },
      { option: 'Ink', left: 6 },
    ],
  },
  beanie: {
    name: 'Colour',
    variants: [
      { option: 'Rust', left: 8 },
      { option: 'Moss', left: 0 },
    ],
  },
  bandana: {
    name: 'Colour',
    variants: [
      { option: 'Plum', left: 21 },
      { option: 'Kelp', left: 12 },
    ],
  },
}

const PICTURED = new Set([
  'sunset-risograph',
  'harbour-linocut',
  'tote-market-day',
  'chilli-crisp',
  'zine-7',
  'beeswax-candle',
  'tide-chart',
  'gull-screenprint',
])

export const demoCatalogue: readonly DemoProduct[] = ROWS.map(toProduct)

function toProduct([handle, name, category, price, popularity, left]: Row): DemoProduct {
  const options = OPTIONS[handle]
  return {
    handle,
    name,
    category,
    price,
    cost: Math.round(price * 0.4),
    popularity,
    optionName: options?.name ?? '',
    variants: options?.variants ?? [{ option: '', left }],
    pictured: PICTURED.has(handle),
  }
}

/** An EAN-13 with its check digit, from the range of one made-up maker. `index` is below 10,000. */
export function demoBarcode(index: number): string {
  const digits = `42601234${String(index).padStart(4, '0')}`
  const weighted = [...digits].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return digits + String((10 - (weighted % 10)) % 10)
}
