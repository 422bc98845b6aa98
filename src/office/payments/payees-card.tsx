import QrCode from 'lucide-react/icons/qr-code'
import { useState } from 'react'
import { type SchemeForm, schemesFor } from '../../../core/payment-codes/schemes.ts'
import { useLocation, useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { PayeeSheet } from './payee-sheet.tsx'

/** Where the money of transfers goes: one payee for each scheme that pays in the location's currency. */
export function PayeesCard() {
  const { currency } = useLocation()
  const [open, setOpen] = useState<SchemeForm | null>(null)
  const schemes = schemesFor(currency)
  return (
    <section className={officeStyles.card} aria-labelledby="payees">
      <h2 id="payees" className={officeStyles.cardTitle}>
        Transfers by a code on the screen
      </h2>
      {schemes.length === 0 ? (
        <EmptyState icon={QrCode} title={`No public standard pays in ${currency}`}>
          There is no code that customers’ bank apps read in this currency without a network of ours.
        </EmptyState>
      ) : (
        <p className={officeStyles.quiet}>
          The customer’s bank app reads the code off the till; the till needs no network for it. A sale awaits
          its money until somebody has seen it.
        </p>
      )}
      <ul className={formStyles.rows}>
        {schemes.map((scheme) => (
          <SchemeRow key={scheme.scheme} scheme={scheme} onOpen={() => setOpen(scheme)} />
        ))}
      </ul>
      {open && <PayeeSheet scheme={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function SchemeRow({ scheme, onOpen }: { readonly scheme: SchemeForm; readonly onOpen: () => void }) {
  const payee = useViews((views) => views.payees.find((one) => one.scheme === scheme.scheme))
  return (
    <li className={formStyles.row} data-testid="payee-row" data-scheme={scheme.scheme}>
      <div className={formStyles.words}>
        <p className={formStyles.name}>
          {scheme.label}
          {payee && <Badge tone="go">On</Badge>}
        </p>
        <p className={formStyles.quiet}>
          {payee ? `${payee.name}, ${payee.account}` : 'Not offered: no payee yet'}
        </p>
      </div>
      <Button
        onClick={onOpen}
        aria-label={`${payee ? 'Change' : 'Set up'} ${scheme.label}`}
        data-testid="payee-change"
      >
        {payee ? 'Change' : 'Set up'}
      </Button>
    </li>
  )
}
