import { useEffect, useState } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { TenderQuestion } from '../../../core/journal/state.ts'
import type { CheckoutAnswer } from '../../../core/protocol/checkout.ts'
import type { Result } from '../../../core/result.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { type CheckoutProblem, cancelCheckout, checkoutStatus } from '../../sync/checkout-client.ts'
import { Button } from '../../ui/button.tsx'
import { useMoneyWriting } from '../till-context.tsx'
import { type Answer, saidOf } from './answer-question.ts'
import styles from './questions.module.css'

export interface OnlineAnswerProps {
  readonly question: TenderQuestion
  readonly ready: boolean
  readonly onAnswer: (answer: Answer) => void
  /** It stays open. */
  readonly onLater: () => void
}

type Heard = Result<Pick<CheckoutAnswer, 'status' | 'reference' | 'amountMinor'>, CheckoutProblem>

/** Of a payment on the phone the endpoint knows what became of it: nobody has to guess. */
export function OnlineAnswer({ question, ready, onAnswer, onLater }: OnlineAnswerProps) {
  const { heard, askAgain, cancel } = usePaymentAsked(question)
  const status = heard?.ok ? heard.value.status : null
  const isPaid = status === 'paid'
  const { currency, locale } = useMoneyWriting()
  const paidMinor = heard?.ok && isPaid ? heard.value.amountMinor : null
  const lessMinor = paidMinor !== null && paidMinor < question.amountMinor ? paidMinor : null
  const isOver = status === 'expired' || status === 'failed' || status === 'refunded'
  return (
    <>
      <p className={styles.heard} role="status" data-testid="online-answer" data-status={status ?? 'asking'}>
        {lessMinor === null
          ? wordsOf(heard)
          : `Only ${formatMoney(lessMinor, currency, locale)} of it was paid: the rest is still due.`}
      </p>
      {!isPaid && !isOver && (
        <>
          <Button size="large" wide data-testid="online-again" onClick={askAgain}>
            Ask again
          </Button>
          <Button size="large" wide data-testid="online-cancel" onClick={cancel}>
            Cancel this payment
          </Button>
          <Button size="large" wide data-testid="online-later" onClick={onLater}>
            Later
          </Button>
        </>
      )}
      {(isPaid || isOver) && (
        <Button
          look="go"
          size="large"
          wide
          disabled={!ready}
          data-testid={isPaid ? 'question-approved' : 'question-declined'}
          onClick={() => onAnswer(answerOf(heard))}
        >
          {isPaid ? 'Write it down as paid' : 'It was not paid: go on'}
        </Button>
      )}
    </>
  )
}

/** With how much was paid, which may be less than was asked (rule M36). */
function answerOf(heard: Heard | null): Answer {
  if (!heard?.ok) return saidOf(false)
  const { status, reference, amountMinor } = heard.value
  return { approved: status === 'paid', reference, amountMinor }
}

function wordsOf(heard: Heard | null): string {
  if (!heard) return 'Asking the endpoint what became of it…'
  if (!heard.ok) return heard.error.message
  switch (heard.value.status) {
    case 'paid':
      return 'It was paid.'
    case 'refunded':
      return 'It was paid, and given back at the provider: nothing of it is left here.'
    case 'expired':
    case 'failed':
      return 'It was not paid. Nothing was taken.'
    case 'pending':
      return 'It has not been paid so far, and still can be.'
    case 'unknown':
      return 'The provider cannot say at the moment. Ask again before the day is closed.'
  }
}

/** What the journal has told already counts without any network; else the endpoint is asked. */
function usePaymentAsked({ tender }: TenderQuestion) {
  const { endpoint, replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const [heard, setHeard] = useState<Heard | null>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when somebody wants it, and when the journal has grown.
  useEffect(() => {
    let wanted = true
    void (async () => {
      const told = await replica.readState(({ payments }) => payments.get(tender) ?? null)
      const answer: Heard = told
        ? { ok: true, value: told }
        : await checkoutStatus({ checkout: await endpoint.checkout() }, tender)
      if (wanted) setHeard(answer)
    })()
    return () => {
      wanted = false
    }
  }, [endpoint, replica, tender, asked, version])
  const cancel = async () => setHeard(await cancelCheckout({ checkout: await endpoint.checkout() }, tender))
  return { heard, askAgain: () => setAsked((times) => times + 1), cancel: () => void cancel() }
}
