import Landmark from 'lucide-react/icons/landmark'
import { useEffect, useState } from 'react'
import { useViews } from '../../app/app-context.tsx'
import { type AwaitingTransfer, awaitingTransfers, failedTransfers } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
import { AwaitingRow } from './awaiting-row.tsx'
import styles from './payments.module.css'
import { StatementCheck } from './statement-check.tsx'

/** Transfers of which nobody has seen the money: confirmed one by one, or by the bank's file. */
export function PaymentsSheet() {
  const { sheets } = useTill()
  const open = useOpenTransfers()
  const [isComparing, setComparing] = useState(false)
  return (
    <Sheet
      tall
      title={isComparing ? 'Compare with the bank' : 'Money awaited'}
      onClose={isComparing ? () => setComparing(false) : sheets.close}
      testId="sheet-payments"
    >
      {isComparing ? (
        <StatementCheck transfers={[...open.awaiting, ...open.failed]} onDone={() => setComparing(false)} />
      ) : (
        <OpenTransfers {...open} onCompare={() => setComparing(true)} />
      )}
    </Sheet>
  )
}

interface Open {
  readonly awaiting: readonly AwaitingTransfer[]
  /** Said not to come; their money may come after all (rule S15). */
  readonly failed: readonly AwaitingTransfer[]
}

/** Read again whenever a sale or an answer has come. */
function useOpenTransfers(): Open {
  const { app } = useTill()
  const version = useViews((views) => views.salesVersion)
  const [open, setOpen] = useState<Open>({ awaiting: [], failed: [] })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has grown.
  useEffect(() => {
    let wanted = true
    void app.replica
      .readState((state) => ({ awaiting: awaitingTransfers(state), failed: failedTransfers(state) }))
      .then((found) => wanted && setOpen(found))
    return () => {
      wanted = false
    }
  }, [app, version])
  return open
}

/** So many stand on the screen at once; the others follow as these are answered. */
const SHOWN = 100

function OpenTransfers({ awaiting, failed, onCompare }: Open & { readonly onCompare: () => void }) {
  if (awaiting.length + failed.length === 0)
    return (
      <EmptyState icon={Landmark} title="Nothing is awaited">
        A transfer that was recorded with “Later” waits here until its money is seen.
      </EmptyState>
    )
  return (
    <>
      <p className={styles.hint}>
        The sales stand. Confirm each transfer when the money is on the account, or let the bank’s file do it.
      </p>
      <ul className={styles.list}>
        {awaiting.slice(0, SHOWN).map((transfer) => (
          <AwaitingRow key={transfer.tender} transfer={transfer} />
        ))}
      </ul>
      {awaiting.length > SHOWN && <p>{awaiting.length - SHOWN} more follow these.</p>}
      {failed.length > 0 && (
        <section aria-label="Not come">
          <h3 className={styles.heading}>Not come: {failed.length}</h3>
          <ul className={styles.list}>
            {failed.slice(-SHOWN).map((transfer) => (
              <AwaitingRow key={transfer.tender} transfer={transfer} hasFailed />
            ))}
          </ul>
        </section>
      )}
      <span className={styles.space} />
      <Button look="go" size="large" wide icon={Landmark} data-testid="compare-statement" onClick={onCompare}>
        Compare with the bank’s file
      </Button>
    </>
  )
}
