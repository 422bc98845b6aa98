/** A house account as the form holds it: as typed. Pure. */
import type { Account } from '../../../core/domain/account.ts'
import type { Writing } from '../../../core/domain/check-words.ts'
import type { AccountId } from '../../../core/domain/ids.ts'
import { ZERO } from '../../../core/domain/money.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import { amountText, differences, type FieldProblems, ProblemList, readAmount, readName } from '../typed.ts'

export interface AccountForm {
  readonly name: string
  readonly limit: string
  readonly note: string
}

export interface AccountContext extends Writing {
  /** null: a new one. */
  readonly account: Account | null
  readonly accounts: readonly Account[]
  readonly newId: () => string
}

export const accountFormOf = (account: Account | null, writing: Writing): AccountForm => ({
  name: account?.name ?? '',
  limit: amountText(account?.limitMinor ?? null, writing),
  note: account?.note ?? '',
})

/** What saving writes. */
export function planAccount(
  form: AccountForm,
  { account, accounts, newId, ...writing }: AccountContext,
): Result<readonly Patch[], FieldProblems> {
  const problems = new ProblemList()
  const name = problems.take('name', readName(form.name, 100)) ?? ''
  const isTaken = accounts.some(
    (other) => other.id !== account?.id && other.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) problems.add('name', 'Another account has this name: add what tells them apart.')
  const limitMinor = problems.take('limit', readAmount(form.limit, writing)) ?? ZERO
  const note = form.note.trim()
  if (note.length > 280) problems.add('note', 'Shorten the note to 280 characters.')
  const wanted = { name, limitMinor, note }
  const fields = account ? differences(wanted, account) : wanted
  const patch: Patch = { record: 'account', id: account?.id ?? (newId() as AccountId), fields }
  return problems.conclude(Object.keys(fields).length === 0 ? [] : [patch])
}
