/** What is owed: to customers by vouchers, to us on house accounts. */
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useLedger } from '../../app/use-ledger.ts'
import { Button } from '../../ui/button.tsx'
import { ScreenHead } from '../shell/screen-head.tsx'
import { AccountSheet } from './account-sheet.tsx'
import { listAccounts } from './account-statement.ts'
import { AccountsCard } from './accounts-card.tsx'
import { VouchersCard } from './vouchers-card.tsx'

export function MoneyScreen() {
  const accounts = useLedger(listAccounts)
  const [open, setOpen] = useState<string | null>(null)
  const chosen = accounts?.find(({ id }) => id === open) ?? null
  return (
    <>
      <ScreenHead title="Balances">
        <Button look="go" icon={Plus} onClick={() => setOpen('new')} data-testid="account-add">
          New house account
        </Button>
      </ScreenHead>
      {accounts && <AccountsCard accounts={accounts} onOpen={setOpen} />}
      <VouchersCard />
      {(chosen || open === 'new') && <AccountSheet account={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}
