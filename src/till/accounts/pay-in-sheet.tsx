import { useState } from 'react'
import { type Account, accountStanding } from '../../../core/domain/account.ts'
import { type Minor, ZERO } from '../../../core/domain/money.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { MoneyForm } from '../keypad-form.tsx'
import { Price, useTill } from '../till-context.tsx'
import { AccountChoice, useOwed } from './account-choice.tsx'
import { payIn } from './pay-in.ts'

/** Somebody pays what they owe, or a part of it, or ahead: a line of the cart, paid by any means but that account. */
export function PayInSheet() {
  const { sheets } = useTill()
  const owed = useOwed()
  const [account, setAccount] = useState<Account | null>(null)
  return (
    <Sheet
      tall
      title={account ? `Pay into ${account.name}` : 'Pay into an account'}
      onClose={sheets.close}
      testId="sheet-pay-in"
    >
      {account ? (
        <PayInAmount
          account={account}
          owedMinor={owed.get(account.id) ?? ZERO}
          onBack={() => setAccount(null)}
        />
      ) : (
        <AccountChoice owed={owed} onChosen={setAccount} />
      )}
    </Sheet>
  )
}

interface PayInAmountProps {
  readonly account: Account
  readonly owedMinor: Minor
  readonly onBack: () => void
}

/** All that is owed stands there, ready to be pressed; another amount is keyed in over it. */
function PayInAmount({ account, owedMinor, onBack }: PayInAmountProps) {
  const till = useTill()
  const { isAhead, minor } = accountStanding(owedMinor)
  const put = (amountMinor: Minor) => {
    if (amountMinor === 0) say('Key in how much is paid.', { tone: 'warn' })
    else if (payIn(till, account, amountMinor)) till.sheets.close()
  }
  return (
    <>
      <p data-testid="pay-in-owed">
        {account.name} {isAhead ? 'has paid ahead' : 'owes'} <Price minor={minor} />.{' '}
        {isAhead
          ? 'What is paid now is kept with it.'
          : 'What is paid beyond that is kept for the next time.'}
      </p>
      <MoneyForm
        {...(owedMinor > 0 ? { start: owedMinor } : {})}
        doneWords="Put it in the cart"
        onDone={put}
      />
      <Button wide onClick={onBack}>
        Another account
      </Button>
    </>
  )
}
