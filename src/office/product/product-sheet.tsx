/** One product, written in or changed, in a sheet over the list. */
import { useState } from 'react'
import type { Product } from '../../../core/domain/product.ts'
import { useApp, useLocation, useStaff } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { dismissToast, say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import { checkForm, type FormErrors } from './check-form.ts'
import { savePlan, setRemoved } from './product-deeds.ts'
import { ProductFields } from './product-fields.tsx'
import { emptyForm, formOf, type ProductForm } from './product-form.ts'
import styles from './product-sheet.module.css'
import { planSave } from './save-plan.ts'
import { VariantList } from './variant-list.tsx'

export interface ProductSheetProps {
  /** null: a new one. */
  readonly product: Product | null
  readonly onClose: () => void
}

export function ProductSheet({ product, onClose }: ProductSheetProps) {
  const editor = useEditor(product, onClose)
  const { form, setForm, errors, problem } = editor
  return (
    <Sheet
      title={product ? product.name : 'New product'}
      onClose={onClose}
      closable={!editor.changed}
      onRefuseClose={editor.keepOpen}
      tall
      testId="product-sheet"
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void editor.save()
        }}
      >
        <ProductFields form={form} errors={errors} onChange={setForm} />
        <VariantList form={form} errors={errors} onChange={setForm} />
        <div className={styles.foot}>
          {Object.keys(errors).length > 0 && (
            <p className={styles.problem} role="alert" data-testid="product-errors">
              {Object.keys(errors).length === 1
                ? 'One field needs'
                : `${Object.keys(errors).length} fields need`}{' '}
              a look. Nothing that you typed is lost.
            </p>
          )}
          {problem !== null && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
          <div className={styles.actions}>
            <Button look="go" type="submit" disabled={editor.saving} data-testid="product-save">
              {product ? 'Save' : 'Add product'}
            </Button>
            <Button onClick={onClose}>Cancel</Button>
            {product && <RemoveButton product={product} onClose={onClose} />}
          </div>
        </div>
      </form>
    </Sheet>
  )
}

function useEditor(product: Product | null, onClose: () => void) {
  const { replica, locale } = useApp()
  const { currency } = useLocation()
  const staff = useStaff()
  const [opened] = useState<ProductForm>(() =>
    product ? formOf(product, { currency, locale, ...replica.store.getState() }) : emptyForm(),
  )
  const [form, setForm] = useState(opened)
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const check = (wanted: ProductForm) => {
    const { products } = replica.store.getState()
    const checked = checkForm(wanted, { currency, locale, products, opened })
    setErrors(checked.ok ? {} : checked.errors)
    return checked
  }
  const change = (wanted: ProductForm) => {
    setForm(wanted)
    setProblem(null)
    // A field is first judged when it is saved; from then on it is told at once when it is mended.
    if (Object.keys(errors).length > 0) check(wanted)
  }
  const save = async () => {
    const checked = check(form)
    setProblem(null)
    if (!checked.ok) return focusFirstError()
    setSaving(true)
    const { products, categories, stock } = replica.store.getState()
    const { newId } = replica.deps
    const plan = planSave(form, checked.value, { product, products, categories, stock, newId })
    const written = await savePlan(replica, plan, staff?.id ?? null)
    setSaving(false)
    if (!written.ok) return setProblem(failureText(written.error))
    say(product ? `${checked.value.name} saved` : `${checked.value.name} added`)
    onClose()
  }
  const keepOpen = () => setProblem('Save the changes, or press Cancel to drop them.')
  return { form, setForm: change, changed: form !== opened, errors, problem, saving, save, keepOpen }
}

/** Once the errors are in the document: to the first field that has one. */
function focusFirstError(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('dialog[open] [aria-invalid="true"]')?.focus()
  })
}

/** No question before, but a way back after. */
function RemoveButton({ product, onClose }: { product: Product; onClose: () => void }) {
  const { replica } = useApp()
  const staff = useStaff()
  const set = async (removed: boolean) => {
    const written = await setRemoved(replica, product, removed, staff?.id ?? null)
    if (!written.ok) say(failureText(written.error), { tone: 'stop' })
    return written.ok
  }
  const remove = async () => {
    if (!(await set(true))) return
    onClose()
    const undo = () => void set(false).then(dismissToast)
    say(`${product.name} removed. Its sales stay.`, { action: { label: 'Undo', run: undo } })
  }
  return (
    <Button look="stop" onClick={() => void remove()} data-testid="product-remove">
      Remove
    </Button>
  )
}
