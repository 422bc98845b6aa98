import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ProductId } from '../../../core/domain/ids.ts'
import type { Scope } from '../../../core/domain/promotion.ts'
import { useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { filterProducts } from '../catalogue/filter-products.ts'
import { ChoiceChips } from '../choice-chips.tsx'
import formStyles from '../office-form.module.css'
import styles from './offers.module.css'

export interface ScopeFieldProps {
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
}

/** As many as one record holds. */
const MOST_PRODUCTS = 500
const MOST_CATEGORIES = 100
const SHOWN = 6

/** Which goods an offer is for: categories, single products, or everything. */
export function ScopeField({ scope, onChange }: ScopeFieldProps) {
  const categories = useViews((views) => views.categories)
  return (
    <>
      {categories.length > 0 && (
        <ChoiceChips
          label="On which goods"
          hint="Nothing chosen, here and below: on everything. Never on deposits, gift cards and tips."
          options={categories.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={scope.categories}
          onChange={(chosen) => onChange({ ...scope, categories: chosen.slice(0, MOST_CATEGORIES) })}
          testId="scope-categories"
        />
      )}
      <ChosenProducts {...{ scope, onChange }} />
      {scope.products.length < MOST_PRODUCTS && <ProductSearch {...{ scope, onChange }} />}
    </>
  )
}

function ChosenProducts({ scope, onChange }: ScopeFieldProps) {
  const products = useViews((views) => views.products)
  if (scope.products.length === 0) return null
  const nameOf = (id: ProductId) =>
    products.find((product) => product.id === id)?.name ?? 'A product that is gone'
  return (
    <ul className={formStyles.actions} aria-label="Chosen products">
      {scope.products.map((id) => (
        <li key={id}>
          <Button
            icon={X}
            aria-label={`Without ${nameOf(id)}`}
            onClick={() => onChange({ ...scope, products: scope.products.filter((one) => one !== id) })}
          >
            {nameOf(id)}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function ProductSearch({ scope, onChange }: ScopeFieldProps) {
  const products = useViews((views) => views.products)
  const [query, setQuery] = useState('')
  const found =
    query.trim() === ''
      ? []
      : filterProducts(products, { query, category: null }).filter(
          ({ id, kind }) => kind === 'goods' && !scope.products.includes(id),
        )
  const add = (id: ProductId) => {
    onChange({ ...scope, products: [...scope.products, id] })
    setQuery('')
  }
  return (
    <div className={formStyles.form}>
      <TextField
        label="Single products"
        type="search"
        value={query}
        onChange={setQuery}
        placeholder="Name, SKU or barcode"
        autoComplete="off"
        // Enter in a search would save the form before anything is chosen.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (found[0]) add(found[0].id)
        }}
        data-testid="scope-search"
      />
      {query.trim() !== '' && (
        <ul className={styles.found} aria-label="Found products">
          {found.slice(0, SHOWN).map(({ id, name }) => (
            <li key={id}>
              <Button wide onClick={() => add(id)} data-testid="scope-product">
                {name}
              </Button>
            </li>
          ))}
          {found.length === 0 && <li className={formStyles.quiet}>No product has these words.</li>}
          {found.length > SHOWN && <li className={formStyles.quiet}>and {found.length - SHOWN} more</li>}
        </ul>
      )}
    </div>
  )
}
