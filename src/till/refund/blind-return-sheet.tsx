import { useState } from 'react'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
import { BlindForm } from './blind-form.tsx'
import { ProductChoice } from './product-choice.tsx'

/** What comes back without a receipt: something of the catalogue, or something that only has a name. */
export type BlindSubject = { readonly product: Product; readonly variant: Variant } | 'other'

/** Goods come back of which nobody knows the sale; somebody looks at it later. */
export function BlindReturnSheet() {
  const { sheets } = useTill()
  const [subject, setSubject] = useState<BlindSubject | null>(null)
  return (
    <Sheet tall title="Return without a receipt" onClose={sheets.close} testId="sheet-blind-return">
      {subject === null ? (
        <ProductChoice onChoose={setSubject} />
      ) : (
        <BlindForm subject={subject} onBack={() => setSubject(null)} />
      )}
    </Sheet>
  )
}
