import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { LineItem } from '../../../core/domain/sale.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { voidWords } from './void-words.ts'

const V = 'K3M8PX2A90TW'
const goods = { quantity: 1000, amountMinor: 1443 } as LineItem
const back = { quantity: -1000, amountMinor: -1443, returned: { sale: 's' } } as unknown as LineItem
const card = (amountMinor: number, last4 = '1111') => ({ kind: 'card', amountMinor, last4 }) as Tender
const cash = (amountMinor: number) => ({ kind: 'cash', amountMinor }) as Tender
const other = (kind: Tender['kind'], amountMinor: number, about: object = {}) =>
  ({ kind, amountMinor, ...about }) as unknown as Tender

const words = (tenders: readonly Tender[], lines: readonly LineItem[] = [goods]) =>
  voidWords({ tenders, lines }, (minor) => formatMoney(minor, 'EUR', 'en'))

const STAYS = 'The sale stays in the journal, marked as void; its goods return to stock.'

describe('S6: what a void asks of whoever presses it', () => {
  it('names each means with its amount, parts of one means together', () => {
    expect(words([card(788), cash(655)])).toEqual([
      'First give back €7.88 on card •••• 1111 and €6.55 in cash.',
      STAYS,
    ])
    expect(words([cash(100), card(200), cash(300), card(400, ''), card(500, '2222')])[0]).toBe(
      'First give back €4.00 in cash, €2.00 on card •••• 1111, €4.00 on the card and €5.00 on card •••• 2222.',
    )
  })
  it('asks for no money where none was moved, and says what becomes of the rest by itself', () => {
    expect(words([other('on-the-house', 1443)])).toEqual([STAYS])
    expect(
      words([other('voucher', 500, { voucher: V }), other('house-account', 943, { name: 'Bar' })]),
    ).toEqual(['Voucher K3M8-PX2A-90TW has its €5.00 again.', 'Bar owes €9.43 less.', STAYS])
    const redeemed = {
      quantity: -1000,
      amountMinor: -900,
      kind: 'voucher',
      voucher: { code: V, purpose: 'single' },
    }
    expect(words([], [goods, redeemed as unknown as LineItem])[0]).toBe(
      'Voucher K3M8-PX2A-90TW has its €9.00 again.',
    )
  })
  it('a voucher that it sold is worth nothing any more', () => {
    const sold = { quantity: 1000, kind: 'voucher', voucher: { code: V, purpose: 'multi' } }
    expect(words([cash(5000)], [sold as unknown as LineItem])[1]).toBe(
      'Voucher K3M8-PX2A-90TW is worth nothing then: ask for it back.',
    )
  })
  it('a transfer is sent back only if it has come', () => {
    expect(words([other('transfer', 500, { reference: 'RF18' })])[0]).toBe(
      'First give back €5.00 by transfer (RF18), if it has come.',
    )
  })
  it('S13: of a refund the money comes back in and the goods go out again', () => {
    expect(words([card(-788), cash(-655)], [back])).toEqual([
      'First take €7.88 on card •••• 1111 and €6.55 in cash from the customer: the money comes back in.',
      'The refund stays in the journal, marked as void; the goods that came back go out again.',
    ])
    expect(words([other('store-credit', -1443, { voucher: V })], [back])[0]).toMatch(
      /^Store credit K3M8.*worth nothing/,
    )
  })
  it('S13: an exchange does both with its goods', () => {
    expect(words([cash(100)], [goods, back]).at(-1)).toMatch(
      /return to stock, and those that came back go out again/,
    )
  })
})
