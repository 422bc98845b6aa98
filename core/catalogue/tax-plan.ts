/** From what a file says of tax to one of the location's rates, made if it is missing. */
import { unreachable } from '../assert.ts'
import type { TaxRateId } from '../domain/ids.ts'
import type { Ppm } from '../domain/money.ts'
import type { TaxRate } from '../domain/tax.ts'
import type { Patch } from '../journal/settings.ts'
import { cutText, foldKey } from './clean-text.ts'
import type { FindingList } from './finding.ts'
import type { ImportedTax } from './imported.ts'

export interface TaxPlanContext {
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRate>
  readonly defaultRate: TaxRateId
  readonly newId: () => string
  readonly findings: FindingList
}

/** Resolves taxes for one import; rates that it had to make are in `patches`. */
export class TaxPlan {
  readonly patches: Patch[] = []
  readonly #rates: TaxRate[]
  readonly #context: TaxPlanContext

  constructor(context: TaxPlanContext) {
    this.#context = context
    this.#rates = [...context.taxRates.values()]
  }

  /**
   * The product's new rate, null being the location's default; undefined: what is set now is right, or stays.
   * `current` is what is set now, undefined for a new product.
   */
  resolve(
    row: number,
    tax: ImportedTax | undefined,
    current: TaxRateId | null | undefined,
  ): TaxRateId | null | undefined {
    if (!tax) return undefined
    const now = this.#rate(current ?? this.#context.defaultRate)
    switch (tax.kind) {
      case 'default':
        return current ? null : undefined
      case 'taxable':
        return now?.ppm === 0 && this.#defaultPpm() !== 0 ? null : undefined
      case 'untaxed':
        return now?.ppm === 0 ? undefined : this.#withPpm(0 as Ppm, 'No tax')
      case 'rate':
        return current !== undefined && now && isRate(now, tax) ? undefined : this.#withPpm(tax.ppm, tax.name)
      case 'class':
        return this.#byClass(row, tax.name, now)
      default:
        return unreachable(tax)
    }
  }

  name(id: TaxRateId | null): string {
    const rate = this.#rate(id ?? this.#context.defaultRate)
    return rate ? `${rate.name} ${rate.ppm / 10_000} %` : ''
  }

  #rate(id: TaxRateId): TaxRate | undefined {
    return this.#rates.find((rate) => rate.id === id)
  }

  readonly #defaultFirst = (a: TaxRate, b: TaxRate): number =>
    Number(b.id === this.#context.defaultRate) - Number(a.id === this.#context.defaultRate)

  #defaultPpm(): number {
    return this.#rate(this.#context.defaultRate)?.ppm ?? 0
  }

  #withPpm(ppm: Ppm, name: string): TaxRateId {
    const same = this.#rates.filter((rate) => rate.ppm === ppm).sort(this.#defaultFirst)
    const found = same.find((rate) => isRate(rate, { name, ppm })) ?? same[0]
    return found?.id ?? this.#make(name, ppm)
  }

  #make(name: string, ppm: Ppm): TaxRateId {
    const rate = { id: this.#context.newId() as TaxRateId, name: cutText(name, 60), ppm }
    this.#rates.push(rate)
    this.patches.push({ record: 'tax-rate', id: rate.id, fields: { name: rate.name, ppm } })
    return rate.id
  }

  /** By name; WooCommerce's "zero-rate" and "reduced-rate" also where only one rate can be meant. */
  #byClass(row: number, name: string, now: TaxRate | undefined): TaxRateId | undefined {
    const named = this.#rates.filter((rate) => slug(rate.name) === slug(name))
    const reduced = this.#rates.filter(({ ppm }) => ppm > 0 && ppm < this.#defaultPpm())
    const candidates = named.length > 0 ? named : /^reduced/.test(slug(name)) ? reduced : []
    if (slug(name) === 'zero-rate') return now?.ppm === 0 ? undefined : this.#withPpm(0 as Ppm, 'No tax')
    const [found] = candidates
    if (found && candidates.length === 1) return found.id === now?.id ? undefined : found.id
    const message = `Which rate “${name}” is, the file does not say: set the tax of this product by hand.`
    this.#context.findings.note(row, null, 'tax-unknown', message)
    return undefined
  }
}

const slug = (name: string) => foldKey(name).replaceAll(' ', '-')

/** "Tax" is what a file without a name for its rate is given: any name fits it. */
const isRate = (rate: TaxRate, { name, ppm }: { readonly name: string; readonly ppm: Ppm }) =>
  rate.ppm === ppm && (name === 'Tax' || foldKey(rate.name) === foldKey(name))
