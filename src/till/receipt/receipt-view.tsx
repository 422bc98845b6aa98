import ArrowRight from 'lucide-react/icons/arrow-right'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { receiptOf } from '../../../core/domain/receipt.ts'
import type { ReceiptLanguage } from '../../../core/domain/receipt-language.ts'
import { packReceipt } from '../../../core/domain/receipt-packing.ts'
import { receiptText } from '../../../core/domain/receipt-text.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { focusInPlace } from '../../ui/focus-on-mount.ts'
import { say } from '../../ui/toast-store.ts'
import { ChangeDue } from '../pay/change-due.tsx'
import { changeToRecall } from '../pay/parts.ts'
import { LinkedReceipts } from '../refund/linked-receipts.tsx'
import { useTill } from '../till-context.tsx'
import { paperStore } from './paper-width.ts'
import { ReceiptActions, type ReceiptPart } from './receipt-actions.tsx'
import type { ReceiptCode } from './receipt-code.ts'
import { useReceiptContext } from './receipt-context.ts'
import { LanguageChoice, PaperChoice } from './receipt-options.tsx'
import { ReceiptPaper } from './receipt-paper.tsx'
import { ReceiptQr } from './receipt-qr.tsx'
import styles from './receipt-view.module.css'
import { shareText } from './share-text.ts'
import { useOriginal } from './use-original.ts'
import { codeOf } from './use-receipt-code.ts'
import { useReceiptPage } from './use-receipt-page.ts'
import { VoidForm } from './void-form.tsx'

/** Nobody has read a receipt in less. */
const TOO_SOON_MS = 700

export interface ReceiptViewProps {
  readonly recorded: RecordedSale
  /** `fresh`: the sale that has just been made; `copy`: one from the list. */
  readonly mark: 'fresh' | 'copy'
  readonly onNext: () => void
}

/** The receipt, what can be done with it, and the step to the next customer. */
export function ReceiptView({ recorded, mark, onNext }: ReceiptViewProps) {
  const { sale } = recorded
  const remindOfChange = useChangeReminder(mark === 'fresh' ? sale : null)
  const [part, setPart] = useState<ReceiptPart>('paper')
  return (
    <div className={styles.view} data-testid="receipt" data-sale-id={sale.id}>
      {mark === 'fresh' && part !== 'void' && <CashGivenBack sale={sale} />}
      <LinkedReceipts sale={sale.id} />
      <Handing {...{ recorded, mark, part, setPart }} />
      <Button
        look={mark === 'fresh' ? 'go' : 'outline'}
        size="large"
        wide
        icon={ArrowRight}
        ref={focusInPlace}
        data-testid="next-sale"
        onClick={() => {
          onNext()
          remindOfChange()
        }}
      >
        {mark === 'fresh' ? 'Next sale' : 'Back'}
      </Button>
    </div>
  )
}

function CashGivenBack({ sale }: { readonly sale: Sale }) {
  const cash = sale.tenders.findLast((tender) => tender.kind === 'cash')
  return cash ? <ChangeDue done tenderedMinor={cash.tenderedMinor} changeMinor={cash.changeMinor} /> : null
}

interface HandingProps extends Omit<ReceiptViewProps, 'onNext'> {
  readonly part: ReceiptPart
  readonly setPart: (part: ReceiptPart) => void
}

/** The paper, and the ways in which it leaves the till. */
function Handing({ recorded, mark, part, setPart }: HandingProps) {
  const { sale } = recorded
  const [language, setLanguage] = useState<ReceiptLanguage | null>(null)
  const { isCopy, handOut } = useOriginal(mark)
  const widthMm = useStore(paperStore, (paper) => paper.widthMm)
  const copy = isCopy('print')
  const context = useReceiptContext(recorded, { language, copy, isFresh: mark === 'fresh' })
  const receipt = receiptOf(sale, context)
  const { code, print } = usePrint(packReceipt(sale, context))
  useReceiptPage(receipt, code !== null)
  const show = (next: ReceiptPart) => {
    setPart(next)
    if (next === 'qr') handOut('code')
  }
  const share = () => {
    const shared = receiptOf(sale, { ...context, copy: isCopy('share') })
    handOut('share')
    void shareText(shared.title, receiptText(shared))
  }
  return (
    <>
      <div className={styles.middle}>
        <div className={styles.choices} hidden={part === 'void'}>
          <LanguageChoice
            label="Language of the receipt"
            language={context.language}
            onChange={setLanguage}
          />
          <PaperChoice />
        </div>
        <div className={styles.paper} hidden={part !== 'paper'}>
          <ReceiptPaper receipt={receipt} widthMm={widthMm} code={code} />
        </div>
        {part === 'qr' && (
          <ReceiptQr sale={sale} context={{ ...context, copy: isCopy('code') }} onShare={share} />
        )}
        {part === 'void' && <VoidForm recorded={recorded} onDone={() => setPart('paper')} />}
      </div>
      <ReceiptActions
        sale={sale}
        voided={context.voided}
        part={part}
        onPart={show}
        onPrint={print}
        onShare={share}
      />
    </>
  )
}

/** Prints, with the code once it is drawn: a fresh receipt is not kept waiting for a code that nobody may want. */
function usePrint(packed: string) {
  const [drawn, setDrawn] = useState<{ readonly packed: string; readonly code: ReceiptCode | null }>()
  const print = async () => {
    const code = await codeOf(packed).catch(() => null)
    flushSync(() => setDrawn({ packed, code }))
    window.print()
  }
  return { code: drawn?.packed === packed ? drawn.code : null, print: () => void print() }
}

/** A hasty double press on “Done” lands on “Next sale” too: the change due is then said once more. */
function useChangeReminder(sale: Sale | null) {
  const { sheets } = useTill()
  const { locale } = useApp()
  const [shownAt] = useState(() => performance.now())
  return () => {
    const changeMinor = sale && changeToRecall(sale.tenders)
    if (!sale || changeMinor === null || performance.now() - shownAt > TOO_SOON_MS) return
    say(`Change due: ${formatMoney(changeMinor, sale.currency, locale)}`, {
      action: { label: 'Receipt', run: () => sheets.open({ kind: 'receipt', sale: sale.id }) },
    })
  }
}
