import { useEffect, useState } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { TenderQuestion } from '../../../core/journal/state.ts'
import { useLocation, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { ReceiptView } from '../receipt/receipt-view.tsx'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { answerQuestion, type CartOfQuestion, cartOfQuestion } from './answer-question.ts'
import styles from './questions.module.css'

/** What a crash left open: a card terminal was asked, and nobody has said what it answered. */
export function QuestionsSheet() {
  const { sheets } = useTill()
  const questions = useViews((views) => views.questions)
  // Kept while its answer is being written: the views forget it before the receipt is here.
  const [asked, setAsked] = useState(questions[0])
  const [recorded, setRecorded] = useState<RecordedSale | null>(null)
  const onAnswered = (sale: RecordedSale | null) => {
    const next = questions.find(({ tender }) => tender !== asked?.tender)
    if (sale) setRecorded(sale)
    else if (next) setAsked(next)
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
    <Sheet title="Was it approved?" onClose={sheets.close}>
      <Question key={asked.tender} question={asked} onAnswered={onAnswered} />
    </Sheet>
  )
}

interface QuestionProps {
  readonly question: TenderQuestion
  readonly onAnswered: (sale: RecordedSale | null) => void
}

function Question({ question, onAnswered }: QuestionProps) {
  const till = useTill()
  const [cart, setCart] = useState<CartOfQuestion | undefined>(undefined)
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  useEffect(() => {
    void cartOfQuestion(till, question).then(setCart)
  }, [till, question])
  const answer = async (approved: boolean) => {
    if (!cart) return
    const answered = await answerQuestion(till, question, cart, approved)
    if (answered.ok) onAnswered(answered.value)
    else setFailure(answered.error)
  }
  return (
    <div className={styles.question} data-testid="decision" data-kind="card-question">
      {failure && <TroubleWords failure={failure} />}
      <QuestionWords question={question} />
      {cart?.kind === 'gone' && (
        <p className={styles.gone}>
          The cart of this payment is no longer here. If it was approved, write that down now and ring the
          goods up again as paid by card.
        </p>
      )}
      <Button size="large" wide data-testid="question-declined" onClick={() => void answer(false)}>
        No, declined
      </Button>
      <Button
        look="go"
        size="large"
        wide
        data-testid="question-approved"
        disabled={!cart}
        onClick={() => void answer(true)}
      >
        {cart?.kind === 'gone' ? 'Yes, write it down' : 'Yes, record the sale'}
      </Button>
    </div>
  )
}

function QuestionWords({ question }: { question: TenderQuestion }) {
  const { app } = useTill()
  const { currency, zone } = useLocation()
  const time = new Intl.DateTimeFormat(app.locale, { timeStyle: 'short', timeZone: zone }).format(question.at)
  return (
    <p className={styles.words}>
      A card payment of {formatMoney(question.amountMinor, currency, app.locale)} was being taken at {time}{' '}
      when the till closed. Look at the terminal: was it approved?
    </p>
  )
}
