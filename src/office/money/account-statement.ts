/** House accounts: what is owed, and the sales of which it is made. Pure. */
import { type Account, accountStanding } from '../../../core/domain/account.ts'
import type { AccountId, SaleId } from '../../../core/domain/ids.ts'
import { add, type Minor, subtract, sum, ZERO } from '../../../core/domain/money.ts'
import type { SaleRecord, State } from '../../../core/journal/state.ts'

export interface ListedAccount extends Account {
  /** Charged less paid: below nought where more was paid than charged. */
  readonly owedMinor: Minor
  /** It was removed, and a till that was cut off charged it afterwards: what is owed does not go with it. */
  readonly removed: boolean
}

/** Accounts by name, those that were removed only while something is owed. */
export function listAccounts({
  accounts,
  settings,
}: Pick<State, 'accounts' | 'settings'>): readonly ListedAccount[] {
  return [...settings.account]
    .map(([id, { name = '', limitMinor = ZERO, note = '', removed = false }]) => {
      const { chargedMinor = ZERO, paidMinor = ZERO } = accounts.get(id) ?? {}
      return { id, name, limitMinor, note, removed, owedMinor: subtract(chargedMinor, paidMinor) }
    })
    .filter(({ removed, owedMinor }) => !removed || owedMinor !== 0)
    .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))
}

/** What all of them owe, and what was paid ahead on others: it lowers nobody's debt. */
export const balancesOf = (accounts: readonly Pick<ListedAccount, 'owedMinor'>[]) => {
  const owed = accounts.map(({ owedMinor }) => accountStanding(owedMinor))
  const total = (ahead: boolean) => sum(owed.flatMap((one) => (one.isAhead === ahead ? one.minor : [])))
  return { owedMinor: total(false), aheadMinor: total(true) }
}

/** What may still be charged to an account, in words that hold whether it owes or has paid ahead. */
export function limitWords(
  { limitMinor, owedMinor }: Pick<ListedAccount, 'limitMinor' | 'owedMinor'>,
  money: (minor: Minor) => string,
): string {
  if (owedMinor < 0) return `Then may owe up to ${money(limitMinor)}`
  const leftMinor = subtract(limitMinor, owedMinor)
  return leftMinor > 0 ? `${money(leftMinor)} left of ${money(limitMinor)}` : `Limit ${money(limitMinor)}`
}

export interface StatementLine {
  readonly sale: SaleId
  readonly receipt: string
  /** ms since epoch: the label of the deed. */
  readonly at: number
  readonly chargedMinor: Minor
  readonly paidMinor: Minor
  /** What is owed after it. */
  readonly owedMinor: Minor
}

/** Every sale that charged the account or paid into it, the oldest first; void ones are left out. */
export function statementOf(account: AccountId, sales: Iterable<SaleRecord>): readonly StatementLine[] {
  const moved = [...sales]
    .filter(({ voided }) => !voided)
    .map((sale) => ({ sale, ...movesOf(sale, account) }))
  const own = moved.filter(({ chargedMinor, paidMinor }) => chargedMinor !== 0 || paidMinor !== 0)
  own.sort((a, b) => a.sale.at - b.sale.at || (a.sale.id < b.sale.id ? -1 : 1))
  let owedMinor = ZERO
  return own.map(({ sale: { id, receipt, at }, chargedMinor, paidMinor }) => {
    owedMinor = add(owedMinor, subtract(chargedMinor, paidMinor))
    return { sale: id, receipt, at, chargedMinor, paidMinor, owedMinor }
  })
}

function movesOf({ tenders, paidIn = [] }: SaleRecord, account: AccountId) {
  const charged = tenders.filter((tender) => tender.account === account)
  const paid = paidIn.filter((one) => one.account === account)
  return {
    chargedMinor: sum(charged.map(({ amountMinor }) => amountMinor)),
    paidMinor: sum(paid.map(({ amountMinor }) => amountMinor)),
  }
}
