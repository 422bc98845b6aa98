/** A usual sale for the measurements at the endpoint. */
import { v7 } from 'uuid'
import type { Draft } from '../../core/journal/entry.ts'

/** Two pieces of one product, paid in cash: about 850 bytes when sealed. */
export function saleDraft(index: number): Draft {
  const taxRate = { id: 'vat-19', name: 'VAT', ppm: 190_000 }
  const line = {
    product: `product-${index % 50}`,
    variant: `variant-${index % 50}`,
    name: 'Sunset Risograph A3',
    variantName: '',
    sku: `SR-${index % 50}`,
    quantity: 2000,
    unitMinor: 2800,
    listMinor: 2800,
    amountMinor: 5600,
    taxRate,
    note: '',
  }
  const body = {
    id: v7(),
    receipt: `A-${String(index + 1).padStart(6, '0')}`,
    currency: 'EUR',
    taxMode: 'inclusive',
    lines: [line],
    taxes: [{ ...taxRate, netMinor: 4706, taxMinor: 894, grossMinor: 5600 }],
    totalMinor: 5600,
    tenders: [{ kind: 'cash', id: v7(), amountMinor: 5600, tenderedMinor: 6000, changeMinor: 400 }],
  }
  const at = 1_790_000_000_000 + index * 30_000
  return { id: v7(), kind: 'sale', at, staff: 'staff-1', shift: 'shift-1', body } as unknown as Draft
}
