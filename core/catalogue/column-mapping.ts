/** For a sheet of no known dialect: which of its columns holds what. Proposed by name, settled by a person. */
import { foldKey } from './clean-text.ts'

export const MAPPED_FIELDS = [
  'name',
  'price',
  'sku',
  'barcode',
  'category',
  'stock',
  'cost',
  'tax',
  'lowMark',
  'picture',
  'option1',
  'option2',
  'option3',
  'description',
  'handle',
] as const
export type MappedField = (typeof MAPPED_FIELDS)[number]

/** Field → the file's own column name. Only `name` is a must. */
export type ColumnMapping = Readonly<Partial<Record<MappedField, string>>>

/** Header words in English, German, French and Spanish, folded. */
const SYNONYMS: Readonly<Record<MappedField, readonly string[]>> = {
  name: [
    ...['name', 'product', 'product name', 'product title', 'item', 'item name', 'title', 'article name'],
    ...['artikel', 'artikelname', 'artikelbezeichnung', 'bezeichnung', 'produkt', 'produktname', 'titel'],
    ...['nom', 'nom du produit', 'produit', 'désignation', 'designation', 'libellé', 'article', 'titre'],
    ...['nombre', 'nombre del producto', 'producto', 'artículo', 'articulo', 'título', 'titulo'],
  ],
  price: [
    ...['price', 'unit price', 'retail price', 'selling price', 'sales price', 'sell price', 'regular price'],
    ...['price incl. tax', 'default price', 'rrp', 'preis', 'verkaufspreis', 'vk', 'vk-preis', 'vk brutto'],
    ...['bruttopreis', 'einzelpreis', 'prix', 'prix ttc', 'prix de vente', 'prix unitaire', 'pv ttc'],
    ...['precio', 'precio de venta', 'pvp', 'precio unitario'],
  ],
  sku: [
    ...[
      'sku',
      'variant sku',
      'item number',
      'item no',
      'article number',
      'product code',
      'item code',
      'code',
    ],
    ...[
      'artikelnummer',
      'artikel-nr.',
      'artikelnr',
      'art.-nr.',
      'art.nr.',
      'artnr',
      'art-nr',
      'bestellnummer',
    ],
    ...[
      'référence',
      'reference',
      'réf',
      'réf.',
      'ref',
      'ref.',
      'code article',
      'código',
      'codigo',
      'referencia',
    ],
  ],
  barcode: [
    ...['barcode', 'bar code', 'ean', 'ean13', 'ean-13', 'ean code', 'gtin', 'upc', 'isbn', 'gtin/ean'],
    ...['strichcode', 'ean-code', 'code-barres', 'code barres', 'code à barres', 'código de barras'],
    ...['codigo de barras'],
  ],
  category: [
    ...[
      'category',
      'categories',
      'product category',
      'department',
      'group',
      'product type',
      'type',
      'collection',
    ],
    ...[
      'kategorie',
      'kategorien',
      'warengruppe',
      'produktgruppe',
      'gruppe',
      'catégorie',
      'categorie',
      'rayon',
    ],
    ...['famille', 'categoría', 'categoria', 'familia', 'departamento'],
  ],
  stock: [
    ...[
      'stock',
      'in stock',
      'on hand',
      'stock on hand',
      'quantity',
      'qty',
      'inventory',
      'inventory quantity',
    ],
    ...['quantity on hand', 'available', 'count', 'bestand', 'lagerbestand', 'menge', 'anzahl', 'stückzahl'],
    ...[
      'lager',
      'quantité',
      'quantite',
      'qté',
      'en stock',
      'existencias',
      'cantidad',
      'inventario',
      'stock actual',
    ],
  ],
  cost: [
    ...['cost', 'unit cost', 'cost price', 'purchase price', 'cost per item', 'wholesale price', 'buy price'],
    ...[
      'einkaufspreis',
      'ek',
      'ek-preis',
      'ek netto',
      'coût',
      'cout',
      "prix d'achat",
      'prix d’achat',
      'pa ht',
    ],
    ...['coste', 'costo', 'precio de compra', 'precio de coste'],
  ],
  tax: [
    ...['tax', 'tax rate', 'tax %', 'vat', 'vat rate', 'vat %', 'gst', 'sales tax', 'tax class'],
    ...[
      'mwst',
      'mwst.',
      'mwst-satz',
      'ust',
      'ust.',
      'steuer',
      'steuersatz',
      'umsatzsteuer',
      'tva',
      'taux tva',
    ],
    ...['taux de tva', 'iva', 'tipo de iva', 'impuesto'],
  ],
  lowMark: [
    ...[
      'low stock',
      'low mark',
      'low stock level',
      'low stock amount',
      'reorder point',
      'reorder level',
      'minimum',
    ],
    ...[
      'min stock',
      'minimum stock',
      'mindestbestand',
      'meldebestand',
      'seuil',
      "seuil d'alerte",
      'stock minimum',
    ],
    ...['stock mini', 'stock mínimo', 'stock minimo', 'punto de pedido'],
  ],
  picture: [
    ...[
      'picture',
      'image',
      'photo',
      'image url',
      'image link',
      'image src',
      'picture url',
      'picture address',
    ],
    ...['photo url', 'bild', 'bild-url', 'foto', 'produktbild', 'image (url)', 'imagen', 'url de la imagen'],
  ],
  option1: [
    'option 1',
    'option1',
    'option1 value',
    'variant',
    'variation',
    'variation name',
    'variante',
    'option',
  ],
  option2: ['option 2', 'option2', 'option2 value'],
  option3: ['option 3', 'option3', 'option3 value'],
  description: [
    ...['description', 'product description', 'details', 'notes', 'beschreibung', 'produktbeschreibung'],
    ...['langtext', 'descriptif', 'descripción', 'descripcion'],
  ],
  handle: ['handle', 'url handle', 'slug', 'parent', 'parent sku', 'product handle', 'product group id'],
}

/** Columns that are options by their own name; that name then becomes the option's. */
const OPTION_WORDS: ReadonlySet<string> = new Set([
  ...['size', 'colour', 'color', 'material', 'format', 'flavour', 'flavor', 'größe', 'groesse', 'farbe'],
  ...['sorte', 'taille', 'couleur', 'matière', 'goût', 'talla', 'tamaño', 'colour/print', 'sabor'],
])

/** "Price (EUR)", "Preis in €", "Stock [Main]" → the bare word. */
const bareHeader = (column: string): string =>
  foldKey(column)
    .replace(/\s*[([].*[)\]]\s*$/, '')
    .replace(/\s*(?:in\s+)?(?:€|\$|£|eur|usd|gbp|chf)$/, '')
    .replace(/[*:]+$/, '')
    .trim()

/** What each column seems to hold, by its name. Each column and each field is used at most once. */
export function proposeMapping(columns: readonly string[]): ColumnMapping {
  const mapping: Partial<Record<MappedField, string>> = {}
  const taken = new Set<string>()
  for (const field of MAPPED_FIELDS) {
    const found = findColumn(columns, SYNONYMS[field], taken)
    if (found !== undefined) assign(mapping, taken, { field, column: found })
  }
  const options = columns.filter((column) => !taken.has(column) && OPTION_WORDS.has(bareHeader(column)))
  for (const field of ['option1', 'option2', 'option3'] as const) {
    const column = mapping[field] === undefined ? options.shift() : undefined
    if (column !== undefined) assign(mapping, taken, { field, column })
  }
  return mapping
}

function assign(
  mapping: Partial<Record<MappedField, string>>,
  taken: Set<string>,
  { field, column }: { field: MappedField; column: string },
): void {
  mapping[field] = column
  taken.add(column)
}

/** The column whose name comes first among the synonyms: "Name" before "Title". */
function findColumn(
  columns: readonly string[],
  synonyms: readonly string[],
  taken: ReadonlySet<string>,
): string | undefined {
  const free = columns.filter((column) => !taken.has(column) && column !== '')
  for (const synonym of synonyms) {
    const found = free.find((column) => foldKey(column) === synonym || bareHeader(column) === synonym)
    if (found !== undefined) return found
  }
  return undefined
}

/** One text for one header, so that a mapping made once is found again for the next file of its kind. */
export const headerSignature = (columns: readonly string[]): string => columns.map(foldKey).join('\u001f')
