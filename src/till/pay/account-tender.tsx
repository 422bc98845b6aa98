import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { type Account, accountStanding } from '../../../core/domain/account.ts'
import type { AccountId, TenderId } from '../../../core/domain/ids.ts'
import { add, type Minor, subtract, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { AccountChoice, useOwed } from '../accounts/account-choice.tsx'
import { paysInto } from '../accounts/pay-in.ts'
import { Price, useMoneyWriting, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import { negate } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { useGivingBack } from './use-refund-hints.ts'

/** On somebody's tab, up to its limit; what comes back is taken off it, `paidBy` being the one that paid. */
export function AccountTender({ paidBy }: { readonly paidBy: AccountId | undefined }) {
  const { priced } = usePay()
  const owed = useOwed()
  const known = useViews((views) => views.accounts)
  const payer = known.find(({ id }) => id === paidBy) ?? null
  const [choice, setChosen] = useState<Account | null>(null)
  const chosen = payer ?? choice
  if (chosen)
    return (
      <ChosenAccount
        account={chosen}
        owedMinor={owed.get(chosen.id) ?? ZERO}
        onBack={payer ? null : () => setChosen(null)}
      />
    )
  return (
    <AccountChoice
      owed={owed}
      obstacleOf={({ id }) => (paysInto(priced.cart, id) ? 'is paid into by this cart' : null)}
      onChosen={setChosen}
    />
  )
}

interface ChosenAccountProps {
  readonly account: Account
  readonly owedMinor: Minor
  /** null: it goes back to the account that paid. */
  readonly onBack: (() => void) | null
}

function ChosenAccount({ account, owedMinor, onBack }: ChosenAccountProps) {
  const { part, priced, take } = usePay()
  const till = useTill()
  const { currency, locale } = useMoneyWriting()
  const chargedMinor = priced.cart.tenders?.reduce(
    (sum, one) =>
      one.kind === 'house-account' && one.account === account.id ? add(sum, one.amountMinor) : sum,
    ZERO,
  )
  const thenMinor = add(add(owedMinor, chargedMinor ?? ZERO), part.amountMinor)
  const before = accountStanding(owedMinor)
  const then = accountStanding(thenMinor)
  const isOver = part.amountMinor > 0 && thenMinor > account.limitMinor
  const { give } = useGivingBack('else', part, `, off what ${account.name} owes`)
  const write = () => {
    const id = till.app.replica.deps.newId() as TenderId
    const tender = { kind: 'house-account', id, account: account.id, name: account.name, ...part } as const
    void take(tender, { allowed: isOver ? ['account-over-limit'] : [] })
  }
  const deed = `Charging ${account.name}${isOver ? ' over its limit' : ''}`
  const confirm = () =>
    part.amountMinor < 0 ? give(write) : withPermission(till, 'house-account', deed, write)
  return (
    <div className={styles.form}>
      <dl className={`${styles.facts} ${styles.note}`}>
        <div>
          <dt>
            {account.name} {before.isAhead ? 'has paid ahead' : 'owes'}
          </dt>
          <dd>
            <Price minor={before.minor} />
          </dd>
        </div>
        <div>
          <dt>{then.isAhead ? 'Then still ahead' : 'Then owes'}</dt>
          <dd>
            <Price minor={then.minor} />
          </dd>
        </div>
        <div>
          <dt>May owe up to</dt>
          <dd>
            <Price minor={account.limitMinor} />
          </dd>
        </div>
      </dl>
      {account.note !== '' && <p>{account.note}</p>}
      {isOver && (
        <p className={`${styles.note} ${styles.warn}`} role="status" data-testid="account-over">
          That is {formatMoney(subtract(thenMinor, account.limitMinor), currency, locale)} over the limit.
          Take a part in another way; a manager may charge it all the same.
        </p>
      )}
      <span className={styles.space} />
      {onBack && (
        <Button wide onClick={onBack}>
          Another account
        </Button>
      )}
      <Button look="go" size="large" wide icon={Check} data-testid="tender-done" onClick={confirm}>
        {part.amountMinor < 0
          ? `Take ${formatMoney(negate(part.amountMinor), currency, locale)} off the account`
          : `Charge ${formatMoney(part.amountMinor, currency, locale)} to ${account.name}`}
      </Button>
    </div>
  )
}
