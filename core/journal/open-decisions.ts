/** The inbox: what has been raised and not settled, and what is plain from the state itself. */
import type { VariantId } from '../domain/ids.ts'
import { placeOfToken } from '../domain/lease.ts'
import { extend, isPayable, type Thousandths } from '../domain/money.ts'
import { type Decision, decisionKey } from './decision.ts'
import { byPlace, moneyDecisions } from './money-decisions.ts'
import type { LeaseRecord, SaleRecord, State } from './state.ts'

/** Every decision that waits for a person, in a stable order: the same on every replica. */
export function openDecisions(state: State): readonly Decision[] {
  const all = [...state.decisions.values(), ...computed(state)]
  return all.filter(({ key }) => !state.settlements.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

const computed = (state: State): readonly Decision[] => [
  ...oversold(state),
  ...unknownProducts(state),
  ...clashes(state),
  ...unknownLeases(state),
  ...moneyDecisions(state),
]

/** Goods that were sold and that no catalogue knows: the first sale of each, and how many are gone. */
function unknownProducts({ strangers, sales, stock }: State): readonly Decision[] {
  if (strangers.size === 0) return []
  const firsts = new Map<VariantId, SaleRecord>()
  for (const sale of sales.values())
    for (const [variant] of sale.moved) {
      const first = firsts.get(variant)
      if (strangers.has(variant) && (!first || byPlace(sale, first) < 0)) firsts.set(variant, sale)
    }
  return [...strangers].flatMap((variant) => {
    const first = firsts.get(variant)
    if (!first) return []
    const { device, seq, entry, receipt, totalMinor: amountMinor } = first
    const key = decisionKey('unknown-product', variant)
    const quantity = -(stock.get(variant) ?? 0) as Thousandths
    const place = { key, kind: 'unknown-product', device, seq, entry, receipt, amountMinor } as const
    return [{ ...place, variant, quantity, detail: '' }]
  })
}

/**
 * Counted goods of which more was sold than there was. The key holds what is missing and how often was counted, so
 * that selling on, or running short again after a count, raises it anew.
 */
function oversold({ negative, settings, stock, recounts }: State): readonly Decision[] {
  return [...negative].flatMap((variant) => {
    const fields = settings.variant.get(variant)
    if (!fields?.tracked && !fields?.capped) return []
    const missing = -(stock.get(variant) ?? 0) as Thousandths
    const { priceMinor = null } = fields
    const isKnown = priceMinor !== null && isPayable(priceMinor, missing)
    const amountMinor = isKnown ? extend(priceMinor, missing) : null
    const key = decisionKey('oversold', variant, missing, recounts.get(variant) ?? 0)
    return [{ ...NOTHING, key, kind: 'oversold' as const, variant, quantity: missing, amountMinor }]
  })
}

const NOTHING = { device: '' as Decision['device'], seq: 0, entry: null, receipt: '', detail: '' } as const

/** One receipt number on several sales: all but the first by device and place. */
function clashes(state: State): readonly Decision[] {
  if (state.clashes.size === 0) return []
  const byReceipt = new Map<string, SaleRecord[]>([...state.clashes].map((receipt) => [receipt, []]))
  for (const sale of state.sales.values()) byReceipt.get(sale.receipt)?.push(sale)
  return [...byReceipt.values()].flatMap((sales) => sales.sort(byPlace).slice(1).map(clash))
}

function clash({ id, device, seq, entry, receipt, totalMinor: amountMinor }: SaleRecord): Decision {
  const key = decisionKey('duplicate-receipt', id)
  const place = { key, kind: 'duplicate-receipt', device, seq, entry, receipt, amountMinor } as const
  return { ...place, variant: null, quantity: null, detail: '' }
}

/**
 * A lease that its holder tells of and the endpoint never granted: forged, or forgotten by a restored backup. A till
 * takes a lease from the endpoint's answer, before it has pulled the endpoint's journal as far as the grant: till
 * then it is not unknown.
 */
function unknownLeases({ leases, heads }: State): readonly Decision[] {
  const isAwaited = awaitedGrants(heads)
  return [...leases.values()].flatMap(({ id, granted, taken, grant }: LeaseRecord) => {
    if (granted || !taken || !grant || isAwaited(grant.token)) return []
    const { device, variant, quantity } = grant
    const key = decisionKey('lease-unknown', id)
    return [{ ...NOTHING, key, kind: 'lease-unknown' as const, device, variant, quantity, amountMinor: null }]
  })
}

/** Whether the journal of the latest endpoint is known here, but not yet as far as a token says. */
function awaitedGrants(heads: State['heads']): (token: number) => boolean {
  let latest = { epoch: 0, seq: 0 }
  for (const [device, { seq }] of heads) {
    const epoch = Number(/^endpoint-(\d+)$/.exec(device)?.[1] ?? 0)
    if (epoch > latest.epoch) latest = { epoch, seq }
  }
  return (token) => {
    const { epoch, seq } = placeOfToken(token)
    return latest.epoch === 0 || (epoch === latest.epoch && seq > latest.seq)
  }
}
