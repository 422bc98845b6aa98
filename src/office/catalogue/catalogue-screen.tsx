import Download from 'lucide-react/icons/download'
import FileUp from 'lucide-react/icons/file-up'
import Plus from 'lucide-react/icons/plus'
import { useDeferredValue, useMemo, useState } from 'react'
import type { CategoryId } from '../../../core/domain/ids.ts'
import type { Product } from '../../../core/domain/product.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { navigate } from '../../app/use-path.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ProductSheet } from '../product/product-sheet.tsx'
import { saveText } from '../save-text.ts'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import { ScreenHead } from '../shell/screen-head.tsx'
import styles from './catalogue.module.css'
import { filterProducts, type ProductFilter } from './filter-products.ts'
import { ProductList } from './product-list.tsx'

/** All products: found, opened, added, imported, exported. */
export function CatalogueScreen() {
  const products = useViews((views) => views.products)
  const [filter, setFilter] = useState<ProductFilter>({ query: '', category: null })
  const [open, setOpen] = useState<Product | 'new' | null>(null)
  const shownFilter = useDeferredValue(filter)
  const shown = useMemo(() => filterProducts(products, shownFilter), [products, shownFilter])
  return (
    <>
      <ScreenHead title="Catalogue">
        <Button
          icon={FileUp}
          onClick={() => navigate(OFFICE_PATHS.import)}
          data-testid="catalogue-import-open"
        >
          Import
        </Button>
        <ExportButton />
        <Button look="go" icon={Plus} onClick={() => setOpen('new')} data-testid="product-add">
          Add product
        </Button>
      </ScreenHead>
      <Filters filter={filter} onChange={setFilter} />
      <ProductList products={shown} total={products.length} onOpen={setOpen} onAdd={() => setOpen('new')} />
      {open !== null && (
        <ProductSheet
          key={open === 'new' ? 'new' : open.id}
          product={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function Filters({ filter, onChange }: { filter: ProductFilter; onChange: (filter: ProductFilter) => void }) {
  const categories = useViews((views) => views.categories)
  const options = [
    { value: '', label: 'All categories' },
    ...categories.map(({ id, name }) => ({ value: id as string, label: name })),
    { value: 'none', label: 'Without a category' },
  ]
  return (
    <search className={styles.filters}>
      <TextField
        label="Search"
        type="search"
        value={filter.query}
        onChange={(query) => onChange({ ...filter, query })}
        placeholder="Name, SKU or barcode"
        autoComplete="off"
        data-testid="catalogue-search"
      />
      <SelectField
        label="Category"
        value={filter.category ?? ''}
        onChange={(value) =>
          onChange({ ...filter, category: value === '' ? null : (value as CategoryId | 'none') })
        }
        options={options}
        data-testid="catalogue-category"
      />
    </search>
  )
}

function ExportButton() {
  const { replica } = useApp()
  const { name, currency } = useLocation()
  const save = async () => {
    const { exportCatalogue } = await import('../../../core/catalogue/export-csv.ts')
    const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() || 'barrow'}-catalogue.csv`
    // Excel knows UTF-8 by its mark only.
    saveText(file, `\ufeff${exportCatalogue(replica.store.getState(), currency)}`, 'text/csv')
  }
  return (
    <Button icon={Download} onClick={() => void save()} data-testid="export-catalogue">
      Export
    </Button>
  )
}
