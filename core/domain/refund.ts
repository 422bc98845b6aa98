/** The arithmetic of giving back: which share of a sale's line comes back with so many of its pieces. */
import { err, ok, type Result } from '../result.ts'
import type { CartLine } from './cart.ts'
import type { LineDiscount } from './discount.ts'
import { isTaxed } from './line.ts'
import { extend, type Minor, ONE_PIECE, scaleRounded, sum, type Thousandths, toMinor, ZERO } from './money.ts'
import type { LineItem, Sale } from './sale.ts'
import { DEFAULT_TAX_POLICY, type TaxMode, type TaxPolicy, taxOf } from './tax.ts'
import { taxShares } from './tax-share.ts'

/** So much of one line of a sale; `line` is its place from nought. */
export interface ReturnChoice {
  readonly line: number
  readonly quantity: Thousandths
  readonly restock: boolean
}

/** What has come back of one line already, above nought; voided returns left out. */
export interface BackSoFar {
  readonly quantity: Thousandths
  /** Of the line's amount. */
  readonly amountMinor: Minor
  readonly taxMinor: Minor
}

export const NOTHING_BACK: BackSoFar = { quantity: 0 as Thousandths, amountMinor: ZERO, taxMinor: ZERO }

/** What goes into the cart: a line with `returned`, to which the cart gives its key. */
export type ReturnDraft = Omit<CartLine, 'key'>

export type RefundFlaw =
  | { readonly kind: 'nothing-chosen' }
  | { readonly kind: 'unknown-line' | 'chosen-twice'; readonly line: number }
  | { readonly kind: 'not-returnable' | 'odd-quantity'; readonly line: number; readonly name: string }
  | {
      readonly kind: 'more-than-left'
      readonly line: number
      readonly name: string
      readonly left: Thousandths
    }

/** Whether a line of a sale can come back at all: not what came back by itself, nor a payment on an account. */
export const isReturnable = ({ quantity, returned, kind }: LineItem): boolean =>
  quantity > 0 && returned === undefined && kind !== 'account'

/** How much of a line can still come back. */
export const leftToReturn = (line: LineItem, already: Thousandths): Thousandths =>
  (isReturnable(line) ? Math.max(0, line.quantity - already) : 0) as Thousandths

/**
 * The cart's lines for what comes back, amounts and taxes frozen (rule M22). `already`: what of a line has come back,
 * as known here. All of it or nothing: the first flaw refuses the whole choice.
 */
export function returnLines(
  sale: Sale,
  already: (line: number) => BackSoFar,
  choices: readonly ReturnChoice[],
): Result<readonly ReturnDraft[], RefundFlaw> {
  if (choices.length === 0) return err({ kind: 'nothing-chosen' })
  const taxes = lineTaxes(sale)
  const seen = new Set<number>()
  const drafts: ReturnDraft[] = []
  for (const choice of choices) {
    const { line: place } = choice
    const line = sale.lines[place]
    const flaw = line
      ? choiceFlaw(line, choice, already(place).quantity)
      : ({ kind: 'unknown-line', line: place } as const)
    if (flaw) return err(flaw)
    if (seen.has(place)) return err({ kind: 'chosen-twice', line: place })
    seen.add(place)
    if (line) drafts.push(returnOf(sale, line, taxes[place] as Minor, already(place), choice))
  }
  return ok(drafts)
}

function choiceFlaw(
  item: LineItem,
  { line, quantity }: ReturnChoice,
  already: Thousandths,
): RefundFlaw | null {
  const { name } = item
  if (!isReturnable(item)) return { kind: 'not-returnable', line, name }
  const left = leftToReturn(item, already)
  const isOdd = !Number.isSafeInteger(quantity) || quantity <= 0
  if (isOdd || (!isMeasured(item) && quantity % ONE_PIECE !== 0 && quantity !== left))
    return { kind: 'odd-quantity', line, name }
  return quantity > left ? { kind: 'more-than-left', line, name, left } : null
}

const isMeasured = ({ unit = 'piece' }: LineItem): boolean => unit !== 'piece'

function returnOf(
  sale: Sale,
  item: LineItem,
  lineTax: Minor,
  already: BackSoFar,
  { line, quantity, restock }: ReturnChoice,
): ReturnDraft {
  const { discounts = [], ...kept } = item
  const amountMinor = upTo(
    { whole: item.amountMinor, back: already.amountMinor },
    { part: already.quantity + quantity, of: item.quantity },
  )
  const taxMinor = upTo(
    { whole: lineTax, back: already.taxMinor },
    { part: already.amountMinor + amountMinor, of: item.amountMinor },
  )
  const exemptMinor = exemptShare(item, discounts, already.quantity, quantity)
  return {
    ...kept,
    taxMode: sale.taxMode,
    ...(exemptMinor === 0 ? {} : { exemptMinor }),
    quantity: -quantity as Thousandths,
    returned: {
      ...{ sale: sale.id, line, receipt: sale.receipt, restock },
      amountMinor: toMinor(-amountMinor),
      taxMinor: toMinor(-taxMinor),
    },
  }
}

/** Of what a line lost to an exemption, the share of so many pieces behind those that are back. */
function exemptShare(
  { quantity: of }: LineItem,
  discounts: readonly LineDiscount[],
  back: Thousandths,
  quantity: Thousandths,
): Minor {
  const whole = sum(discounts.flatMap((one) => (one.source === 'exemption' ? [one.amountMinor] : [])))
  return toMinor(scaleRounded(whole, back + quantity, of) - scaleRounded(whole, back, of))
}

/**
 * What brings a figure of the sale up to its share, given what of it is back: never below nought, never more than is
 * left. So whatever was given back before, by tills that did not know of each other or voided since, it closes.
 */
function upTo(
  { whole, back }: { readonly whole: Minor; readonly back: Minor },
  { part, of }: { readonly part: number; readonly of: number },
): number {
  const share = of === 0 || part >= of ? whole : scaleRounded(whole, part, of)
  return Math.max(0, share - back)
}

/**
 * The tax in each line (inclusive) or on it (exclusive), in the order of the lines: each rate's tax shared out over
 * its lines, so that they sum to the receipt's. Lines that came back keep theirs.
 */
export function lineTaxes({ lines, taxMode, taxPolicy = DEFAULT_TAX_POLICY }: Sale): readonly Minor[] {
  const fresh = lines.filter((line) => isTaxed(line) && !line.returned)
  const shares = taxShares(
    taxMode,
    fresh.map(({ taxRate: rate, amountMinor }) => ({ rate, amountMinor })),
    taxPolicy,
  )
  let next = 0
  return lines.map((line) => {
    if (line.returned) return line.returned.taxMinor
    return isTaxed(line) ? (shares[next++] as Minor) : ZERO
  })
}

/** What somebody brings back without its receipt: what it was, how much, and what is given back for it. */
export interface BlindChoice {
  readonly line: Omit<CartLine, 'key' | 'quantity' | 'returned' | 'discount' | 'deposit' | 'override'>
  readonly quantity: Thousandths
  readonly amountMinor: Minor
  readonly restock: boolean
}

export type BlindFlaw = 'odd-quantity' | 'odd-amount' | 'above-price'

/** A return of which no sale is known: never above today's price, taxed by the line's rate (rule M23). */
export function blindReturn(
  { line, quantity, amountMinor, restock }: BlindChoice,
  { taxMode, taxPolicy }: { readonly taxMode: TaxMode; readonly taxPolicy: TaxPolicy },
): Result<ReturnDraft, BlindFlaw> {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) return err('odd-quantity')
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return err('odd-amount')
  if (amountMinor > extend(line.unitMinor, quantity)) return err('above-price')
  const taxMinor = isTaxed(line) ? taxOf(taxMode, line.taxRate.ppm, amountMinor, taxPolicy.halves) : 0
  return ok({
    ...line,
    taxMode,
    quantity: -quantity as Thousandths,
    returned: {
      ...{ sale: null, line: 0, receipt: '', restock },
      amountMinor: toMinor(-amountMinor),
      taxMinor: toMinor(-taxMinor),
    },
  })
}
