import { useEffect, useEffectEvent, useState } from 'react'
import { formatTime } from '../../../core/domain/format.ts'
import { type Minor, subtract, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { TenderQuestion } from '../../../core/journal/state.ts'
import { useLocation, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { ReceiptView } from '../receipt/receipt-view.tsx'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import {
  type Answer,
  type Answered,
  answerQuestion,
  type CartOfQuestion,
  cartOfQuestion,
  saidOf,
} from './answer-question.ts'
import { OnlineAnswer } from './online-answer.tsx'
import styles from './questions.module.css'

/** What a crash or a person left open: somebody was asked for money, and nobody has said what they answered. */
export function QuestionsSheet() {
  const { carts, sheets } = useTill()
  const questions = useViews((views) => views.questions)
  // Kept while its answer is being written: the views forget it before the receipt is here.
  const [asked, setAsked] = useState(() => {
    const { id } = carts.getState().cart
    // The open cart waits for its own question; one that cannot be answered now must not stand before it.
    return questions.find(({ sale }) => sale === id) ?? questions[0]
  })
  const [recorded, setRecorded] = useState<RecordedSale | null>(null)
  const onAnswered = (answered: Answered) => {
    if (answered.kind === 'sale') return setRecorded(answered.recorded)
    if (answered.kind === 'part') say('The part is kept with its cart: go on with “Charge”.')
    const next = questions.find(({ tender }) => tender !== asked?.tender)
    if (next) setAsked(next)
    else sheets.close()
  }
  /** To the next one, and behind the last one back to the till. */
  const onLater = () => {
    const next = questions[questions.findIndex(({ tender }) => tender === asked?.tender) + 1]
    if (next) setAsked(next)
    else sheets.close()
  }
  if (recorded)
    return (
      <Sheet tall title="Sale recorded" onClose={sheets.closeAll}>
        <ReceiptView recorded={recorded} mark="fresh" onNext={sheets.closeAll} />
      </Sheet>
    )
  if (!asked) return null
  return (
    <Sheet title={asked.kind === 'card' ? 'Was it approved?' : 'Was it paid?'} onClose={sheets.close}>
      <Question key={asked.tender} question={asked} onAnswered={onAnswered} onLater={onLater} />
    </Sheet>
  )
}

interface QuestionProps {
  readonly question: TenderQuestion
  readonly onAnswered: (answered: Answered) => void
  readonly onLater: () => void
}

function Question({ question, onAnswered, onLater }: QuestionProps) {
  const till = useTill()
  const [cart, setCart] = useState<CartOfQuestion | undefined>(undefined)
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  const answer = async (found: CartOfQuestion, given: Answer) => {
    const answered = await answerQuestion(till, question, found, given)
    if (answered.ok) onAnswered(answered.value)
    else setFailure(answered.error)
  }
  const onFound = useEffectEvent((found: CartOfQuestion) => {
    // Somebody has said yes before the crash: the part stands in the cart.
    if (found.kind === 'taken') return void answer(found, saidOf(true))
    setCart(found)
  })
  useEffect(() => {
    void cartOfQuestion(till, question).then(onFound)
  }, [till, question])
  const given = (one: Answer) => cart && void answer(cart, one)
  return (
    <div className={styles.question} data-testid="decision" data-kind={`${question.kind}-question`}>
      {failure && <TroubleWords failure={failure} />}
      <QuestionWords question={question} />
      {cart?.kind === 'gone' && (
        <p className={styles.gone}>
          The cart of this payment is no longer here as it was. If it was{' '}
          {question.kind === 'card' ? 'approved' : 'paid'}, write that down now and ring the goods up again as
          paid by it.
        </p>
      )}
      {question.kind === 'card' ? (
        <CardAnswer cart={cart} onAnswer={given} />
      ) : (
        <OnlineAnswer question={question} ready={cart !== undefined} onAnswer={given} onLater={onLater} />
      )}
    </div>
  )
}

interface CardAnswerProps {
  readonly cart: CartOfQuestion | undefined
  readonly onAnswer: (answer: Answer) => void
}

const YES_WORDS: Readonly<Record<CartOfQuestion['kind'], string>> = {
  closes: 'Yes, record the sale',
  part: 'Yes, keep it as a part',
  taken: 'Yes, write it down',
  gone: 'Yes, write it down',
}

function CardAnswer({ cart, onAnswer }: CardAnswerProps) {
  return (
    <>
      <Button size="large" wide data-testid="question-declined" onClick={() => onAnswer(saidOf(false))}>
        No, declined
      </Button>
      <Button
        look="go"
        size="large"
        wide
        data-testid="question-approved"
        disabled={!cart}
        onClick={() => onAnswer(saidOf(true))}
      >
        {YES_WORDS[cart?.kind ?? 'closes']}
      </Button>
    </>
  )
}

function QuestionWords({ question }: { question: TenderQuestion }) {
  const { app } = useTill()
  const { currency, zone } = useLocation()
  const time = formatTime(question.at, zone, app.locale)
  const { amountMinor, kind } = question
  const money = (minor: Minor) => formatMoney(minor, currency, app.locale)
  if (kind === 'online')
    return (
      <p className={styles.words}>
        A customer was to pay {money(amountMinor)} on their phone at {time}, and nothing is written down of
        how it ended.
      </p>
    )
  return (
    <p className={styles.words}>
      {amountMinor < 0
        ? `A refund of ${money(subtract(ZERO, amountMinor))} to a card was being made`
        : `A card payment of ${money(amountMinor)} was being taken`}{' '}
      at {time} when the till closed. Look at the terminal: was it approved?
    </p>
  )
}
