import Smartphone from 'lucide-react/icons/smartphone'
import { useEffect, useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { CheckoutStatus } from '../../../core/protocol/checkout.ts'
import { Button } from '../../ui/button.tsx'
import { say } from '../../ui/toast-store.ts'
import { Price, useTill } from '../till-context.tsx'
import { leaveOpen } from './leave-open.ts'
import { onlineTender } from './online-paid.ts'
import type { Part } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { type Checkout, useCheckout } from './use-checkout.ts'

/** Before anybody is asked: the question is an entry first, so that a crash leaves it and not a hole. */
export function OnlineStart({ test }: { readonly test: boolean }) {
  const { askOnline, part } = usePay()
  return (
    <div className={styles.form}>
      <Price className={styles.codeAmount} minor={part.amountMinor} />
      <p className={styles.note}>
        The customer scans a code and pays on their own phone, by card or wallet. The till hears when it is
        paid.
        {test && ' This endpoint is rehearsing: no money moves.'}
      </p>
      <span className={styles.space} />
      <Button
        look="go"
        size="large"
        wide
        icon={Smartphone}
        data-testid="online-ask"
        onClick={() => void askOnline()}
      >
        Show the code
      </Button>
    </div>
  )
}

export interface OnlineTenderProps {
  readonly tender: TenderId
  readonly part: Part
}

/** Nothing of it is to come any more. */
const OVER: ReadonlySet<CheckoutStatus> = new Set(['expired', 'failed', 'refunded'])

/** Waits until the customer has paid on their phone, or until somebody gives up waiting. */
export function OnlineTender({ tender, part }: OnlineTenderProps) {
  const till = useTill()
  const { take, decline } = usePay()
  const checkout = useCheckout(tender, part, (paid) => void take(onlineTender(tender, part, paid)))
  const { answer, problem } = checkout
  const cancel = async () => {
    // Nobody can have paid at an address that was never shown.
    if (!answer?.url && problem) return decline(tender, 'The payment was not asked for.')
    const ended = await checkout.cancel()
    if (!ended.ok)
      return say(`${ended.error.message} It may still be paid: wait, or ask again.`, { tone: 'warn' })
    if (OVER.has(ended.value.status)) await decline(tender, 'The payment on the phone was cancelled.')
    else if (ended.value.status !== 'paid')
      say('The provider does not know yet. Ask again in a moment.', { tone: 'warn' })
  }
  const isOver = answer !== null && OVER.has(answer.status)
  return (
    <div className={styles.form} data-testid="online" data-status={answer?.status ?? 'asking'}>
      <Price className={styles.codeAmount} minor={part.amountMinor} />
      {answer?.url && !isOver && <LinkCode url={answer.url} />}
      <OnlineWords checkout={checkout} />
      <span className={styles.space} />
      {problem && (
        <Button size="large" wide data-testid="online-again" onClick={checkout.askAgain}>
          Ask again
        </Button>
      )}
      {answer && !isOver && (
        <Button size="large" wide data-testid="online-leave" onClick={() => void leaveOpen(till, tender)}>
          Leave it open and go on
        </Button>
      )}
      <Button size="large" wide data-testid="online-cancel" onClick={() => void cancel()}>
        {isOver ? 'Pay in another way' : 'Cancel this payment'}
      </Button>
    </div>
  )
}

function OnlineWords({ checkout: { answer, problem } }: { readonly checkout: Checkout }) {
  if (problem)
    return (
      <p
        className={`${styles.note} ${styles.warn}`}
        role="alert"
        data-testid="online-problem"
        data-kind={problem.kind}
      >
        {problem.message}
      </p>
    )
  const words = {
    asking: 'Asking for the code…',
    pending: 'Waiting for the customer to pay…',
    paid: 'Paid.',
    expired: 'The code has expired, and nothing was paid.',
    failed: 'The payment did not go through. Nothing was taken.',
    unknown: 'The provider cannot say at the moment whether it was paid. The till goes on asking.',
    refunded: 'It was paid and given back.',
  }[answer?.status ?? 'asking']
  return (
    <p className={styles.note} role="status">
      {words}
    </p>
  )
}

interface Drawing {
  readonly size: number
  readonly path: string
}

function LinkCode({ url }: { readonly url: string }) {
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  useEffect(() => {
    let wanted = true
    void drawLink(url).then((drawn) => wanted && setDrawing(drawn))
    return () => {
      wanted = false
    }
  }, [url])
  return (
    <div className={styles.code}>
      {drawing && (
        <svg
          viewBox={`0 0 ${drawing.size} ${drawing.size}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label="Code that opens the payment on the customer’s phone"
          data-testid="online-code"
          data-url={url}
        >
          <path d={drawing.path} fill="#000" />
        </svg>
      )}
    </div>
  )
}

async function drawLink(url: string): Promise<Drawing> {
  const { encode } = await import('uqr')
  const { data, size } = encode(url, { ecc: 'L', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
