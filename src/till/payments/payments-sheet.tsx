import Landmark from 'lucide-react/icons/landmark'
import { useEffect, useState } from 'react'
import { useViews } from '../../app/app-context.tsx'
import { type AwaitingTransfer, awaitingTransfers } from '../../replica/standings.ts'
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
  const transfers = useAwaiting()
  const [isComparing, setComparing] = useState(false)
  return (
    <Sheet
      tall
      title={isComparing ? 'Compare with the bank' : 'Money awaited'}
      onClose={isComparing ? () => setComparing(false) : sheets.close}
      testId="sheet-payments"
    >
      {isComparing ? (
        <StatementCheck transfers={transfers} onDone={() => setComparing(false)} />
      ) : (
        <AwaitingList transfers={transfers} onCompare={() => setComparing(true)} />
      )}
    </Sheet>
  )
}

/** Read again whenever a sale or an answer has come. */
function useAwaiting(): readonly AwaitingTransfer[] {
  const { app } = useTill()
  const version = useViews((views) => views.salesVersion)
  const [transfers, setTransfers] = useState<readonly AwaitingTransfer[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has grown.
  useEffect(() => {
    let wanted = true
    void app.replica.readState(awaitingTransfers).then((found) => wanted && setTransfers(found))
    return () => {
      wanted = false
    }
  }, [app, version])
  return transfers
}

interface AwaitingListProps {
  readonly transfers: readonly AwaitingTransfer[]
  readonly onCompare: () => void
}

/** So many stand on the screen at once; the others follow as these are answered. */
const SHOWN = 100

function AwaitingList({ transfers, onCompare }: AwaitingListProps) {
  if (transfers.length === 0)
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
        {transfers.slice(0, SHOWN).map((transfer) => (
          <AwaitingRow key={transfer.tender} transfer={transfer} />
        ))}
      </ul>
      {transfers.length > SHOWN && <p>{transfers.length - SHOWN} more follow these.</p>}
      <span className={styles.space} />
      <Button look="go" size="large" wide icon={Landmark} data-testid="compare-statement" onClick={onCompare}>
        Compare with the bank’s file
      </Button>
    </>
  )
}
