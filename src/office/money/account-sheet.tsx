/** One house account: its name, limit and note, and of what its balance is made. */
import Download from 'lucide-react/icons/download'
import { useMemo, useState } from 'react'
import { accountStanding } from '../../../core/domain/account.ts'
import { formatMoment } from '../../../core/domain/format.ts'
import type { AccountId } from '../../../core/domain/ids.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField, TextArea, TextField } from '../../ui/field.tsx'
import { Money } from '../../ui/money.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { RemoveButton } from '../remove-button.tsx'
import { saveText } from '../save-text.ts'
import { SheetFoot } from '../sheet-foot.tsx'
import { useEditor, useWriter } from '../use-editor.ts'
import { type AccountForm, accountFormOf, planAccount } from './account-form.ts'
import { type ListedAccount, type StatementLine, statementOf } from './account-statement.ts'
import { useWriting } from './accounts-card.tsx'
import styles from './money.module.css'

export interface AccountSheetProps {
  /** null: a new one. */
  readonly account: ListedAccount | null
  readonly onClose: () => void
}

export function AccountSheet({ account, onClose }: AccountSheetProps) {
  const writing = useWriting()
  const { newId } = useApp().replica.deps
  const accounts = useViews((views) => views.accounts)
  const [opened] = useState(() => accountFormOf(account, writing))
  const editor = useEditor<AccountForm>({
    opened,
    plan: (form) => planAccount(form, { ...writing, account, accounts, newId }),
    onSaved: ({ name }) => {
      say(account ? `${name.trim()} saved` : `${name.trim()} can be charged at the tills now`)
      onClose()
    },
  })
  return (
    <Sheet
      title={account ? account.name : 'New house account'}
      onClose={onClose}
      closable={!editor.changed}
      onRefuseClose={editor.keepOpen}
      tall
      testId="account-sheet"
    >
      <form className={formStyles.form} noValidate onSubmit={editor.submit}>
        <AccountFields {...editor} />
        {account && <Statement account={account} />}
        <SheetFoot {...editor} save={account ? 'Save' : 'Add account'} onCancel={onClose} testId="account">
          {account &&
            (account.removed ? (
              <BringBack account={account} />
            ) : (
              <Remove account={account} onClose={onClose} />
            ))}
        </SheetFoot>
      </form>
    </Sheet>
  )
}

function AccountFields({
  form,
  errors,
  change,
}: Pick<ReturnType<typeof useEditor<AccountForm>>, 'form' | 'errors' | 'change'>) {
  const { currency } = useWriting()
  const text = (field: keyof AccountForm) => ({
    value: form[field],
    onChange: (typed: string) => change({ [field]: typed }),
    error: errors[field] ?? null,
    'data-testid': `account-${field}`,
  })
  return (
    <>
      <div className={formStyles.pair}>
        <TextField label="Name" autoComplete="off" data-autofocus="" {...text('name')} />
        <NumberField
          label="May owe up to"
          suffix={currency}
          hint="Beyond it a till asks for somebody with the permission"
          {...text('limit')}
        />
      </div>
      <TextArea label="Note" rows={2} hint="Whom to ask, where the bill goes" {...text('note')} />
    </>
  )
}

/** Money that is owed does not go away with its account. */
function Remove({ account, onClose }: { readonly account: ListedAccount; readonly onClose: () => void }) {
  if (account.owedMinor !== 0)
    return (
      <p className={officeStyles.quiet}>
        {account.owedMinor < 0
          ? 'It can be removed once what was paid ahead is used up.'
          : 'It can be removed once nothing is owed on it.'}
      </p>
    )
  return (
    <RemoveButton
      of={{ record: 'account', id: account.id }}
      words={`${account.name} removed. What was charged and paid stays in its sales.`}
      onRemoved={onClose}
      testId="account-remove"
    />
  )
}

/** So that what is owed on it can be paid at a till. */
function BringBack({ account: { id, name } }: { readonly account: ListedAccount }) {
  const write = useWriter()
  const bringBack = async () => {
    const failure = await write([{ record: 'account', id, fields: { removed: false } }])
    if (failure === null) say(`${name} can be charged and paid at the tills again`)
    else say(failure, { tone: 'stop' })
  }
  return (
    <Button onClick={() => void bringBack()} data-testid="account-bring-back">
      Bring back
    </Button>
  )
}

/** Read anew with every sale: the map of sales is changed in place. */
function useStatement(account: AccountId): readonly StatementLine[] {
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the sales have changed.
  return useMemo(
    () => statementOf(account, replica.store.getState().sales.values()),
    [account, replica, version],
  )
}

function Statement({ account }: { readonly account: ListedAccount }) {
  const lines = useStatement(account.id)
  const { currency, zone } = useLocation()
  if (lines.length === 0)
    return <p className={formStyles.told}>Nothing was charged to it yet, as far as this device knows.</p>
  const save = async () => {
    const { statementCsv } = await import('./statement-csv.ts')
    const file = `${account.name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() || 'account'}-statement.csv`
    // Excel knows UTF-8 by its mark only.
    saveText(file, `\ufeff${statementCsv(lines, { currency, zone })}`, 'text/csv')
  }
  return (
    <section className={formStyles.form} aria-label="Statement">
      <StatementTable lines={lines} />
      <div>
        <Button icon={Download} onClick={() => void save()} data-testid="statement-save">
          Save the statement
        </Button>
      </div>
    </section>
  )
}

function StatementTable({ lines }: { readonly lines: readonly StatementLine[] }) {
  const writing = useWriting()
  const { zone } = useLocation()
  return (
    <div className={styles.wide}>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">Receipt</th>
            <th scope="col">Charged</th>
            <th scope="col">Paid</th>
            <th scope="col">Owed</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ sale, receipt, at, chargedMinor, paidMinor, owedMinor }) => (
            <tr key={sale} data-testid="statement-line">
              <td>
                {receipt}
                <small>{formatMoment(at, zone, writing.locale)}</small>
              </td>
              <td>{chargedMinor !== 0 && <Money {...writing} minor={chargedMinor} />}</td>
              <td>{paidMinor !== 0 && <Money {...writing} minor={paidMinor} />}</td>
              <td>
                <Balance owedMinor={owedMinor} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Balance({ owedMinor }: Pick<StatementLine, 'owedMinor'>) {
  const writing = useWriting()
  const { isAhead, minor } = accountStanding(owedMinor)
  return (
    <>
      <Money {...writing} minor={minor} />
      {isAhead && <small>paid ahead</small>}
    </>
  )
}
