/** One payee, by the fields that its scheme asks for, with a code to try. */
import { useEffect, useState } from 'react'
import { minorPerMajor } from '../../../core/domain/currency.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { drawCode } from '../../../core/payment-codes/draw-code.ts'
import { type PaymentCode, paymentCode, paymentReference } from '../../../core/payment-codes/payment-code.ts'
import type { SchemeForm } from '../../../core/payment-codes/schemes.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { RemoveButton } from '../remove-button.tsx'
import { SheetFoot } from '../sheet-foot.tsx'
import { useEditor } from '../use-editor.ts'
import { type PayeeForm, payeeFormOf, planPayee } from './payee-form.ts'
import styles from './payments.module.css'

export interface PayeeSheetProps {
  readonly scheme: SchemeForm
  readonly onClose: () => void
}

export function PayeeSheet({ scheme, onClose }: PayeeSheetProps) {
  const { country } = useLocation()
  const payee = useViews((views) => views.payees.find((one) => one.scheme === scheme.scheme) ?? null)
  const [opened] = useState(() => payeeFormOf({ scheme, payee, country }))
  const editor = useEditor<PayeeForm>({
    opened,
    plan: (form) => planPayee(form, { scheme, payee, country }),
    onSaved: () => {
      say(`${scheme.label} saved: the tills offer it now`)
      onClose()
    },
  })
  const { form, change, errors } = editor
  return (
    <Sheet
      title={scheme.label}
      onClose={onClose}
      closable={!editor.changed}
      onRefuseClose={editor.keepOpen}
      tall
      testId="payee-sheet"
    >
      <form className={formStyles.form} noValidate onSubmit={editor.submit}>
        {scheme.fields.map(({ field, label, hint, required }, index) => (
          <TextField
            key={field}
            label={required ? label : `${label} (if need be)`}
            hint={hint}
            value={form[field]}
            onChange={(text) => change({ [field]: text })}
            error={errors[field] ?? null}
            autoComplete="off"
            spellCheck={false}
            {...(index === 0 ? { 'data-autofocus': '' } : {})}
            data-testid={`payee-${field}`}
          />
        ))}
        <Sample scheme={scheme} form={form} />
        <SheetFoot {...editor} save="Save" onCancel={onClose} testId="payee">
          {payee && (
            <RemoveButton
              of={{ record: 'payee', id: payee.id }}
              words={`${scheme.label} is no longer offered. Transfers on their way stay in the list of payments.`}
              onRemoved={onClose}
              testId="payee-remove"
            />
          )}
        </SheetFoot>
      </form>
    </Sheet>
  )
}

/** A code for one unit of the currency, as soon as the payee is whole: to be read by one's own bank app. */
function Sample({ scheme, form }: { readonly scheme: SchemeForm; readonly form: PayeeForm }) {
  const { currency, name } = useLocation()
  const { locale } = useApp()
  const payee = { ...form, scheme: scheme.scheme }
  const amountMinor = toMinor(minorPerMajor(currency))
  const reference = paymentReference(payee, 'sample')
  const made = paymentCode(payee, { amountMinor, currency, reference, text: name })
  const svg = useDrawing(made.ok ? made.value : null)
  if (!made.ok || svg === null) return null
  return (
    <div className={styles.sample} data-testid="payee-sample">
      <div className={styles.code}>
        <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt="A code to try" />
      </div>
      <p className={officeStyles.quiet}>
        Try it: let your own bank app read this code for {formatMoney(amountMinor, currency, locale)}. It must
        show the payee as you know it. You need not pay.
      </p>
    </div>
  )
}

/** Drawn anew only when the code's text changes: some codes take a tenth of a second. */
function useDrawing(code: PaymentCode | null): string | null {
  const [drawn, setDrawn] = useState<{ readonly text: string; readonly svg: string } | null>(null)
  const text = code?.text ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is all that a drawing depends on.
  useEffect(() => {
    let wanted = true
    if (code) void drawCode(code).then((svg) => wanted && setDrawn({ text: code.text, svg }))
    return () => {
      wanted = false
    }
  }, [text])
  return drawn?.text === text ? drawn.svg : null
}
