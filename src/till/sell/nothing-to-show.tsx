import PackageOpen from 'lucide-react/icons/package-open'
import SearchX from 'lucide-react/icons/search-x'
import { useMay, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { usePlace, useTill } from '../till-context.tsx'
import { shownQuery } from './shown-query.ts'

/** In the place of the tiles: an empty catalogue, an empty category, or a search that found nothing. */
export function NothingToShow() {
  const { place } = useTill()
  const query = usePlace((at) => at.query)
  const empty = useViews((views) => views.products.length === 0)
  if (empty || query === '') return <NoProducts />
  return (
    <EmptyState
      icon={SearchX}
      title={`Nothing found for “${shownQuery(query)}”`}
      actions={<Button onClick={() => place.setState({ query: '' })}>Show everything</Button>}
    >
      Try a shorter word, a SKU or a barcode.
    </EmptyState>
  )
}

/** An empty catalogue. */
function NoProducts() {
  const mayOffice = useMay('edit-catalogue')
  return (
    <EmptyState icon={PackageOpen} title="No products yet">
      Import a file or add products {mayOffice ? <a href="/office">in the office</a> : 'in the office'}. Until
      then you can sell by a custom amount under “More”.
    </EmptyState>
  )
}
