import Users from 'lucide-react/icons/users'
import { accountStanding } from '../../../core/domain/account.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { balancesOf, type ListedAccount, limitWords } from './account-statement.ts'
import styles from './money.module.css'

export interface AccountsCardProps {
  readonly accounts: readonly ListedAccount[]
  readonly onOpen: (id: string) => void
}

/** House accounts, with what is owed on each. */
export function AccountsCard({ accounts, onOpen }: AccountsCardProps) {
  const writing = useWriting()
  const { owedMinor, aheadMinor } = balancesOf(accounts)
  return (
    <section className={officeStyles.card} aria-labelledby="accounts">
      <h2 id="accounts" className={officeStyles.cardTitle}>
        House accounts
      </h2>
      {accounts.length === 0 ? (
        <EmptyState icon={Users} title="No house accounts yet">
          A tab for the crew, the venue, a regular: charged at the till up to a limit, paid later at the till.
        </EmptyState>
      ) : (
        <p className={styles.total}>
          Owed to you <Money {...writing} minor={owedMinor} testId="accounts-owed" />
        </p>
      )}
      {aheadMinor > 0 && (
        <p className={styles.total}>
          Paid ahead <Money {...writing} minor={aheadMinor} testId="accounts-ahead" />
        </p>
      )}
      <ul className={formStyles.rows}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} onOpen={() => onOpen(account.id)} />
        ))}
      </ul>
    </section>
  )
}

/** The location's currency and the browser's locale: how money is written here. */
export function useWriting() {
  const { currency } = useLocation()
  const { locale } = useApp()
  return { currency, locale }
}

function AccountRow({ account, onOpen }: { readonly account: ListedAccount; readonly onOpen: () => void }) {
  const { name, limitMinor, owedMinor, note, removed } = account
  const writing = useWriting()
  const money = (amount: Minor) => formatMoney(amount, writing.currency, writing.locale)
  const { isAhead, minor } = accountStanding(owedMinor)
  const words = [isAhead ? `Paid ahead ${money(minor)}` : '', limitWords(account, money), note]
  return (
    <li className={formStyles.row} data-testid="account-row">
      <div className={formStyles.words}>
        <p className={formStyles.name}>
          {name}
          {removed && (
            <Badge tone="warn">{isAhead ? 'Removed, and paid ahead' : 'Removed, and still owing'}</Badge>
          )}
          {!removed && owedMinor > limitMinor && <Badge tone="stop">Over its limit</Badge>}
        </p>
        <p className={formStyles.quiet}>{words.filter(Boolean).join('. ')}</p>
      </div>
      {!isAhead && <Money {...writing} minor={minor} className={styles.amount} testId="account-owed" />}
      <Button onClick={onOpen} aria-label={`Open ${name}`} data-testid="account-open">
        Open
      </Button>
    </li>
  )
}
