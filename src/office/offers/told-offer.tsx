import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import formStyles from '../office-form.module.css'
import type { OfferExample } from './offer-example.ts'

/** What an offer does, in a sentence and by an example. `words` is null while the form cannot be read. */
export function ToldOffer({
  words,
  example,
}: {
  readonly words: string | null
  readonly example: OfferExample | null
}) {
  if (words === null) return null
  return (
    <p className={formStyles.told} data-testid="offer-told">
      <strong>{words}.</strong> <ExampleWords example={example} />
    </p>
  )
}

function ExampleWords({ example }: { readonly example: OfferExample | null }) {
  const { locale } = useApp()
  const { currency } = useLocation()
  if (!example) return 'Nothing in the catalogue that has a price is in it.'
  const { product, pieces, beforeMinor, afterMinor } = example
  const goods = `${pieces} × ${product}`
  const money = (amount: typeof beforeMinor) => formatMoney(amount, currency, locale)
  if (beforeMinor === afterMinor)
    return `For example ${goods} stays at ${money(beforeMinor)}: it takes nothing off.`
  return `For example ${goods}: ${money(afterMinor)} instead of ${money(beforeMinor)}.`
}
