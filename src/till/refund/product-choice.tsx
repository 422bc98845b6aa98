import { useState } from 'react'
import { type Product, type Variant, variantLabel } from '../../../core/domain/product.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { searchEngineOf } from '../sell/search.ts'
import { Price } from '../till-context.tsx'
import type { BlindSubject } from './blind-return-sheet.tsx'
import styles from './refund.module.css'

/** So many are shown; whoever looks for another one types. */
const SHOWN = 40

/** What is it that comes back? */
export function ProductChoice({ onChoose }: { readonly onChoose: (subject: BlindSubject) => void }) {
  const app = useApp()
  const all = useViews((views) => views.products)
  const [query, setQuery] = useState('')
  const engine = searchEngineOf(app)
  const exact = engine.byCode(query)
  const found = query.trim() === '' ? all : engine.find(query)
  const variants = exact ? [exact] : variantsOf(found).slice(0, SHOWN)
  const chooseFirst = () => variants[0] && onChoose(variants[0])
  return (
    <>
      <input
        type="search"
        className={styles.search}
        placeholder="Name or code, or scan it"
        aria-label="Search the goods that come back"
        data-testid="blind-search"
        data-autofocus=""
        data-takes-scans=""
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && query.trim() !== '' && chooseFirst()}
      />
      <ul className={styles.found}>
        {variants.map((subject) => (
          <li key={subject.variant.id}>
            <Subject {...subject} onChoose={() => onChoose(subject)} />
          </li>
        ))}
      </ul>
      <Button wide data-testid="blind-other" onClick={() => onChoose('other')}>
        Something that is not in the catalogue
      </Button>
    </>
  )
}

/** Vouchers are no goods: whoever holds one can use it. */
const variantsOf = (products: readonly Product[]) =>
  products
    .filter(({ kind }) => kind !== 'voucher')
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))

interface SubjectProps {
  readonly product: Product
  readonly variant: Variant
  readonly onChoose: () => void
}

function Subject({ product, variant, onChoose }: SubjectProps) {
  const label = variantLabel(variant)
  return (
    <button
      type="button"
      className={styles.subject}
      data-testid="blind-product"
      data-sku={variant.sku ?? ''}
      onClick={onChoose}
    >
      <span className={styles.lineName}>{label === '' ? product.name : `${product.name} · ${label}`}</span>
      {variant.priceMinor === null ? <span>No price</span> : <Price minor={variant.priceMinor} />}
    </button>
  )
}
