import ScanBarcode from 'lucide-react/icons/scan-barcode'
import X from 'lucide-react/icons/x'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePlace, useTill } from '../till-context.tsx'
import { loadSearch } from './load-search.ts'
import styles from './search-box.module.css'

/** Search by name, SKU or barcode. Enter adds the first hit, Escape clears. */
export function SearchBox() {
  const till = useTill()
  const query = usePlace((place) => place.query)
  const setQuery = (text: string) => till.place.setState({ query: text })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      setQuery('')
      event.currentTarget.blur()
    } else if (event.key === 'Enter' && query.trim() !== '') {
      event.preventDefault()
      const field = event.currentTarget
      // What was not found is selected, so that the next word or scan replaces it.
      void loadSearch().then(
        async ({ addFirstHit }) => (await addFirstHit(till, field.value)) || field.select(),
      )
    }
  }
  return (
    <div className={styles.box}>
      <Icon of={ScanBarcode} size={22} />
      <input
        id="till-search"
        className={styles.input}
        type="search"
        enterKeyHint="done"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder="Search or scan"
        aria-label="Search or scan"
        data-testid="search"
        data-takes-scans=""
        value={query}
        onFocus={() => void loadSearch()}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query !== '' && <IconButton icon={X} label="Clear the search" onClick={() => setQuery('')} />}
    </div>
  )
}
