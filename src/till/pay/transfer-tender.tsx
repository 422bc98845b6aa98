import Check from 'lucide-react/icons/check'
import Hourglass from 'lucide-react/icons/hourglass'
import { useEffect, useMemo, useState } from 'react'
import type { PayeeRecord } from '../../../core/domain/account.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { drawCode } from '../../../core/payment-codes/draw-code.ts'
import { type PaymentCode, paymentCode, paymentReference } from '../../../core/payment-codes/payment-code.ts'
import { useLocation } from '../../app/app-context.tsx'
import { settleTransfer } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { say } from '../../ui/toast-store.ts'
import { Price, useMoneyWriting, useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import { nextTransferId } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** A transfer that the customer's bank app reads off the screen; no network of ours is needed. */
export function TransferTender({ payee }: { readonly payee: PayeeRecord }) {
  const { part, priced, take } = usePay()
  const till = useTill()
  const { currency } = useMoneyWriting()
  const { name } = useLocation()
  const { id: sale } = priced.cart
  const tender = nextTransferId(priced.cart)
  const { amountMinor } = part
  const made = useMemo(() => {
    const reference = paymentReference(payee, tender)
    return paymentCode(payee, { amountMinor, currency, reference, text: name })
  }, [payee, tender, amountMinor, currency, name])
  if (!made.ok)
    return (
      <p className={`${styles.note} ${styles.warn}`} role="alert" data-testid="qr-problem">
        {made.error.message}
      </p>
    )
  const { reference } = made.value
  const record: Extract<Tender, { kind: 'transfer' }> = {
    ...{ kind: 'transfer', id: tender, scheme: payee.scheme, reference },
    ...part,
  }
  const seen = async () => {
    const settled = await settleTransfer(
      till.app.replica,
      { tender, sale, outcome: 'received', note: '' },
      staffNow(till.app)?.id ?? null,
    )
    if (!settled.ok) say('The sale stands. That the money came could not be written: confirm it in the list.')
  }
  return (
    <div className={styles.form}>
      <Code code={made.value} />
      <Price className={styles.codeAmount} minor={amountMinor} testId="qr-amount" />
      <p className={styles.reference}>
        {reference === '' ? (
          'This kind of code carries no reference: look for the amount.'
        ) : (
          <>
            Reference <strong data-testid="qr-reference">{reference}</strong>
          </>
        )}
      </p>
      <span className={styles.space} />
      <div className={styles.pair}>
        <Button size="large" icon={Hourglass} data-testid="transfer-later" onClick={() => void take(record)}>
          Later
        </Button>
        <Button
          look="go"
          size="large"
          icon={Check}
          data-testid="tender-done"
          onClick={() => void take(record, { onDurable: seen })}
        >
          Money seen
        </Button>
      </div>
      <p className={styles.hint}>
        “Later” records the sale and awaits the money: it is confirmed in the list of payments.
      </p>
    </div>
  )
}

/** Black on white in any theme, as cameras want it. */
function Code({ code }: { readonly code: PaymentCode }) {
  const [svg, setSvg] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    void drawCode(code).then((drawn) => wanted && setSvg(drawn))
    return () => {
      wanted = false
    }
  }, [code])
  return (
    <div className={styles.code}>
      {svg && (
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          alt="Payment code for the customer’s bank app"
          data-testid="qr-code"
        />
      )}
    </div>
  )
}
