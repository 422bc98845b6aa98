/** A second, slow and plain way to compute what the fold computes: the two must agree. */
import type { Entry } from '../../core/journal/entry.ts'
import type { State } from '../../core/journal/state.ts'
import type { Truth } from './invariants.ts'
import { Broken } from './ledger.ts'

/** By Lamport counter, then device: the order in which settings win (rule J6). */
const byStamp = (a: Entry, b: Entry) => a.lamport - b.lamport || (a.device < b.device ? -1 : 1)

/** Every field has the value of the entry that was written last, by the counter of its writer. */
export function checkSettings({ entries }: Truth, state: State): void {
  const expected = new Map<string, string>()
  for (const entry of [...entries].sort(byStamp)) {
    if (entry.kind !== 'settings') continue
    for (const { record, id, fields } of entry.body.patches)
      for (const [field, value] of Object.entries(fields))
        expected.set(`${record}/${id}/${field}`, JSON.stringify(value))
  }
  for (const [record, byId] of Object.entries(state.settings)) {
    for (const [id, fields] of byId as Map<string, object>)
      for (const [field, value] of Object.entries(fields))
        compare(`${record}/${id}/${field}`, JSON.stringify(value), expected.get(`${record}/${id}/${field}`))
  }
}

/** Stock by variant, and money by tender and currency, added up from the entries alone. */
export function checkSums({ entries }: Truth, state: State): void {
  const stock = new Map<string, number>()
  const money = new Map<string, number>()
  const add = (sums: Map<string, number>, key: string, amount: number) =>
    sums.set(key, (sums.get(key) ?? 0) + amount)
  const voided = new Set(entries.flatMap((entry) => (entry.kind === 'void' ? [entry.body.sale] : [])))
  for (const entry of entries) {
    if (entry.kind === 'stock-received' || entry.kind === 'stock-counted')
      for (const { variant, quantity } of entry.body.lines) add(stock, variant, quantity)
    if (entry.kind !== 'sale' || voided.has(entry.body.id)) continue
    for (const { variant, quantity, returned } of entry.body.lines)
      if (variant && returned?.restock !== false) add(stock, variant, -quantity)
    for (const { kind, amountMinor } of entry.body.tenders)
      add(money, `${kind} ${entry.body.currency}`, amountMinor)
  }
  for (const variant of new Set([...stock.keys(), ...state.stock.keys()]))
    compare(`stock of ${variant}`, state.stock.get(variant as never) ?? 0, stock.get(variant) ?? 0)
  const folded = new Map<string, number>()
  for (const sale of state.sales.values())
    if (!sale.voided)
      for (const { kind, amountMinor } of sale.tenders) add(folded, `${kind} ${sale.currency}`, amountMinor)
  for (const key of new Set([...money.keys(), ...folded.keys()]))
    compare(`money by ${key}`, folded.get(key) ?? 0, money.get(key) ?? 0)
}

/** Receipt numbers are a till's own, each once, without a gap (rule S7); but of one that was set back. */
export function checkReceipts({ entries }: Truth, setBack: ReadonlySet<string>): void {
  const byDevice = new Map<string, string[]>()
  for (const entry of entries) {
    if (entry.kind !== 'sale' || setBack.has(entry.device)) continue
    byDevice.set(entry.device, [...(byDevice.get(entry.device) ?? []), entry.body.receipt])
  }
  for (const [device, receipts] of byDevice) {
    const numbers = receipts.map((receipt) => Number(receipt.split('-').at(-1))).sort((a, b) => a - b)
    for (const [index, number] of numbers.entries())
      compare(`receipt ${index + 1} of ${device}`, number, index + 1)
  }
}

function compare(what: string, folded: unknown, expected: unknown): void {
  if (folded !== expected)
    throw new Broken(`${what}: the fold says ${folded}, the entries come to ${expected}`)
}
