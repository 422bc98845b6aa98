import { useEffect, useState } from 'react'
import { type Account, accountStanding } from '../../../core/domain/account.ts'
import type { AccountId } from '../../../core/domain/ids.ts'
import { type Minor, ZERO } from '../../../core/domain/money.ts'
import { useViews } from '../../app/app-context.tsx'
import { owedByAccount } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Price, useTill } from '../till-context.tsx'
import styles from './accounts.module.css'

/** From this many on a list is searched. */
const MANY = 8

export interface AccountChoiceProps {
  readonly owed: ReadonlyMap<AccountId, Minor>
  /** Why an account cannot be chosen; null where it can. */
  readonly obstacleOf?: (account: Account) => string | null
  readonly onChosen: (account: Account) => void
}

/** The house accounts, each with what is owed on it. */
export function AccountChoice({ owed, obstacleOf = () => null, onChosen }: AccountChoiceProps) {
  const accounts = useViews((views) => views.accounts)
  const [query, setQuery] = useState('')
  const sought = query.trim().toLocaleLowerCase()
  const shown = accounts.filter(({ name }) => name.toLocaleLowerCase().includes(sought))
  return (
    <div className={styles.form}>
      {accounts.length > MANY && <TextField label="Whose account?" value={query} onChange={setQuery} />}
      <div className={styles.choices}>
        {shown.map((account) => (
          <AccountOption
            key={account.id}
            account={account}
            owedMinor={owed.get(account.id) ?? ZERO}
            obstacle={obstacleOf(account)}
            onChosen={onChosen}
          />
        ))}
      </div>
      {shown.length === 0 && <p>No account of that name. Accounts are opened in the office.</p>}
    </div>
  )
}

interface AccountOptionProps {
  readonly account: Account
  readonly owedMinor: Minor
  readonly obstacle: string | null
  readonly onChosen: (account: Account) => void
}

function AccountOption({ account, owedMinor, obstacle, onChosen }: AccountOptionProps) {
  const { isAhead, minor } = accountStanding(owedMinor)
  return (
    <Button
      wide
      className={styles.choice}
      data-testid="account-option"
      disabled={obstacle !== null}
      onClick={() => onChosen(account)}
    >
      {account.name}
      <span className={styles.end}>
        {obstacle !== null && <span className={styles.hint}>{obstacle}</span>}
        {obstacle === null && (
          <>
            <span className={styles.hint}>{isAhead ? 'paid ahead ' : 'owes '}</span>
            <Price minor={minor} />
          </>
        )}
      </span>
    </Button>
  )
}

/** What is owed on each account, as this device knows it. */
export function useOwed(): ReadonlyMap<AccountId, Minor> {
  const { app } = useTill()
  const [owed, setOwed] = useState<ReadonlyMap<AccountId, Minor>>(new Map())
  useEffect(() => {
    void app.replica.readState(owedByAccount).then(setOwed)
  }, [app])
  return owed
}
