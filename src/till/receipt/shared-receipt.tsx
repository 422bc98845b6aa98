import '../../ui/base.css'
import Receipt from 'lucide-react/icons/receipt'
import { useEffect, useState } from 'react'
import { EmptyState } from '../../ui/empty-state.tsx'
import { textOfLink } from './receipt-link.ts'
import styles from './shared-receipt.module.css'

/** `/r#…`: a receipt on a customer's phone. Without an identity and without a network: the address holds it all. */
export function SharedReceipt() {
  const [text, setText] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const read = () => void textOfLink(window.location.hash).then(setText)
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  if (text === undefined) return null
  return (
    <main className={styles.page}>
      <h1 className="visually-hidden">Receipt</h1>
      {text === null ? (
        <EmptyState icon={Receipt} title="No receipt in this address">
          Scan the code again, and let the whole address open.
        </EmptyState>
      ) : (
        <pre className={styles.receipt} data-testid="receipt">
          {text}
        </pre>
      )}
      <p className={styles.brand}>barrow</p>
    </main>
  )
}
