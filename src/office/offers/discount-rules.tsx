import type { DiscountRule } from '../../../core/domain/promotion.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { useEditor } from '../use-editor.ts'
import { type DiscountForm, discountFormOf, planDiscounts } from './discount-form.ts'

const RULE_WORDS: Readonly<Record<DiscountRule, string>> = {
  best: 'Each piece takes part in one promotion, the one that is best for the customer. Where somebody gives a discount by hand too, the better of both counts. Coupons come on top.',
  stack:
    'All promotions that fit are taken one after the other, each off what the one before has left, and discounts by hand before them. Coupons come on top.',
}

/** How discounts meet on one line, and how much a cashier gives without a manager. */
export function DiscountRules() {
  const location = useLocation()
  const { locale } = useApp()
  const { form, change, errors, problem, saving, submit } = useEditor<DiscountForm>({
    opened: discountFormOf(location, locale),
    plan: (wanted) => planDiscounts(wanted, location),
    onSaved: () => say('Rules of discounts saved'),
  })
  return (
    <form className={officeStyles.card} aria-labelledby="discount-rules" noValidate onSubmit={submit}>
      <h2 id="discount-rules" className={officeStyles.cardTitle}>
        When several discounts fit
      </h2>
      <SegmentedControl
        label="When several discounts fit"
        value={form.rule}
        onChange={(rule) => change({ rule })}
        options={[
          { value: 'best', label: 'The best one', testId: 'rule-best' },
          { value: 'stack', label: 'All of them', testId: 'rule-stack' },
        ]}
      />
      <p className={officeStyles.quiet}>{RULE_WORDS[form.rule]}</p>
      <div className={officeStyles.fields}>
        <NumberField
          label="A cashier gives up to"
          suffix="%"
          hint="By hand, without a manager’s PIN. 0: never alone"
          value={form.limit}
          onChange={(limit) => change({ limit })}
          error={errors.limit ?? null}
          data-testid="discount-limit"
        />
      </div>
      {problem !== null && (
        <p className={formStyles.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        <Button type="submit" disabled={saving} data-testid="discount-rules-save">
          Save
        </Button>
      </div>
    </form>
  )
}
