import type { SaleRecord } from '../../../core/journal/state.ts'
import { Badge, type BadgeTone } from '../../ui/badge.tsx'
import { isExchange, type SaleState } from './sale-state.ts'

const WORDS: Readonly<Record<SaleState, readonly [BadgeTone, string] | null>> = {
  completed: null,
  voided: ['stop', 'Void'],
  'partly-returned': ['warn', 'Partly returned'],
  returned: ['warn', 'Returned'],
  refund: ['quiet', 'Refund'],
}

/** What has become of a sale, where there is anything to say. */
export function StateBadge({ sale, state }: { readonly sale: SaleRecord; readonly state: SaleState }) {
  const [tone, words] = WORDS[state] ?? []
  return (
    <>
      {isExchange(sale) && <Badge>Exchange</Badge>}
      {words !== undefined && <Badge tone={tone ?? 'quiet'}>{words}</Badge>}
    </>
  )
}
