import '../../ui/base.css'
import Receipt from 'lucide-react/icons/receipt'
import { useEffect, useState } from 'react'
import { receiptOf } from '../../../core/domain/receipt.ts'
import { firstLanguage } from '../../../core/domain/receipt-language.ts'
import type { UnpackedReceipt } from '../../../core/domain/receipt-unpacking.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type LinkedReceipt, receiptOfLink } from './receipt-link.ts'
import { LanguageChoice } from './receipt-options.tsx'
import { ReceiptPaper } from './receipt-paper.tsx'
import styles from './shared-receipt.module.css'

/** `/r#…`: a receipt on a customer's phone. Without an identity and without a network: the address holds it all. */
export function SharedReceipt() {
  const linked = useLinkedReceipt()
  if (linked === undefined) return null
  return (
    <main className={styles.page}>
      <h1 className="visually-hidden">Receipt</h1>
      {linked === null && (
        <EmptyState icon={Receipt} title="No receipt in this address">
          Scan the code again, and let the whole address open.
        </EmptyState>
      )}
      {linked?.kind === 'text' && (
        <pre className={styles.receipt} data-testid="receipt">
          {linked.text}
        </pre>
      )}
      {linked?.kind === 'sale' && <LinkedSale linked={linked} />}
      <p className={styles.brand}>barrow</p>
    </main>
  )
}

/** In the phone's language; in that of the place, where we do not speak the phone's. */
function LinkedSale({ linked: { sale, context } }: { readonly linked: UnpackedReceipt }) {
  const localeTags = [...navigator.languages, ...context.localeTags]
  const [language, setLanguage] = useState(() => firstLanguage(localeTags))
  const receipt = receiptOf(sale, { ...context, language, localeTags })
  // A page that is kept, or printed into a file, is called so.
  useEffect(() => {
    document.title = `${receipt.title}, ${context.location.name}`
  }, [receipt.title, context.location.name])
  return (
    <div className={styles.sale} data-testid="receipt">
      <LanguageChoice label="Language" language={language} onChange={setLanguage} />
      <ReceiptPaper receipt={receipt} />
    </div>
  )
}

/** undefined while it is being read. */
function useLinkedReceipt(): LinkedReceipt | null | undefined {
  const [linked, setLinked] = useState<LinkedReceipt | null | undefined>(undefined)
  useEffect(() => {
    const read = () => void receiptOfLink(window.location.hash).then(setLinked)
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return linked
}
