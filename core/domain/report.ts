import { add, type Minor, ZERO } from './money.ts'

/** What a report needs of a sale. */
export interface ReportedSale {
  readonly totalMinor: Minor
  readonly tenders: readonly { readonly kind: string; readonly amountMinor: Minor }[]
  readonly taxes: readonly {
    readonly id: string
    readonly name: string
    readonly ppm: number
    readonly netMinor: Minor
    readonly taxMinor: Minor
    readonly grossMinor: Minor
  }[]
  readonly voided: unknown
}

export interface Report {
  readonly saleCount: number
  readonly voidCount: number
  readonly takingsMinor: Minor
  readonly byTender: ReadonlyMap<string, Minor>
  readonly taxByRate: ReadonlyMap<
    string,
    {
      readonly name: string
      readonly ppm: number
      readonly netMinor: Minor
      readonly taxMinor: Minor
      readonly grossMinor: Minor
    }
  >
}

/** Adds up sales: bucket sums are kept, never recomputed from totals (rule Z1). Voided sales only count. */
export function report(sales: Iterable<ReportedSale>): Report {
  let saleCount = 0
  let voidCount = 0
  let takingsMinor = ZERO
  const byTender = new Map<string, Minor>()
  const taxByRate = new Map<string, ReportedSale['taxes'][number]>()
  for (const sale of sales) {
    if (sale.voided) {
      voidCount++
      continue
    }
    saleCount++
    takingsMinor = add(takingsMinor, sale.totalMinor)
    for (const { kind, amountMinor } of sale.tenders)
      byTender.set(kind, add(byTender.get(kind) ?? ZERO, amountMinor))
    for (const bucket of sale.taxes) taxByRate.set(bucket.id, plus(taxByRate.get(bucket.id), bucket))
  }
  return { saleCount, voidCount, takingsMinor, byTender, taxByRate }
}

function plus(known: ReportedSale['taxes'][number] | undefined, bucket: ReportedSale['taxes'][number]) {
  if (!known) return bucket
  return {
    ...known,
    netMinor: add(known.netMinor, bucket.netMinor),
    taxMinor: add(known.taxMinor, bucket.taxMinor),
    grossMinor: add(known.grossMinor, bucket.grossMinor),
  }
}
