import { describe, expect, test } from 'vitest'
import type { DeviceId, EntryId, VariantId } from '../domain/ids.ts'
import { formatMoney } from '../domain/money-text.ts'
import type { Decision, DecisionKind } from './decision.ts'
import {
  DECISION_ACTIONS,
  decisionActions,
  decisionKindWords,
  decisionWords,
  settledWords,
  soldPrice,
  type WordsContext,
} from './decision-words.ts'

const KINDS: Readonly<Record<DecisionKind, RegExp>> = {
  oversold: /^Zine oversold by 3$/,
  override: /^Zine: 3 sold beyond the cap$/,
  'unknown-product': /^Zine is not known here$/,
  'price-differs': /at another price$/,
  'chain-broken': /^Till B: sale B-000017 does not follow/,
  forked: /^Till B wrote two different things/,
  'rolled-back': /^Till B’s storage was set back$/,
  'clock-off': /^Till B’s clock is far off$/,
  quarantined: /^Till B: sale B-000017 cannot be read$/,
  'duplicate-receipt': /^The number of sale B-000017 stands on another sale too$/,
  'same-sale-twice': /^Sale B-000017 came twice$/,
  'late-after-close': /^Till B: sale B-000017 came after its shift was closed$/,
  'lease-reclaimed': /^Till B sold 3 Zine after its lease was taken back$/,
  'lease-unknown': /^Till B holds 3 Zine that were never granted here$/,
  'revoked-device': /^Till B was removed and still brought sale B-000017$/,
  restored: /^The endpoint came back from a backup$/,
  relayed: /^Entries of Till B were brought by another device$/,
  'figures-do-not-add-up': /^Till B: sale B-000017 does not add up$/,
  'blind-return': /^Till B took goods back without a receipt: €21.00$/,
  'over-returned': /^More came back of sale {2}than was sold: €21.00 too much$/,
  'voucher-overdrawn': /^Voucher {2}paid €21.00 more than it was worth$/,
  'voucher-issued-twice': /^Voucher {2}was issued more than once$/,
  'voucher-unknown': /^Voucher {2}paid €21.00, and nobody here has issued it$/,
  'voucher-expired': /^Voucher {2}paid €21.00 after it had expired$/,
  'coupon-overused': /^Coupon {2}was used 3 times too often$/,
  'account-over-limit': /^A house account is €21.00 over its limit$/,
  'transfer-failed': /^The transfer of €21.00 for sale B-000017 never came$/,
  'payment-unclaimed': /^A customer paid €21.00 online, and no sale tells of it$/,
  'payment-differs': /^A customer paid €21.00 less online than sale B-000017 says$/,
  'payment-missing': /^No provider tells of the €21.00 that sale B-000017 says was paid online$/,
  'payment-refunded': /^The provider gave €21.00 back for sale B-000017, and no refund tells of it$/,
}

const decision = (kind: DecisionKind, more: Partial<Decision> = {}): Decision => ({
  ...{ key: `${kind}/1`, kind, device: 'till-b' as DeviceId, seq: 97, entry: 'e' as EntryId },
  ...{ receipt: 'B-000017', amountMinor: 2100 as never, variant: 'v' as VariantId, quantity: 3000 as never },
  detail: '',
  ...more,
})

const context: WordsContext = {
  device: () => 'Till B',
  product: () => 'Zine',
  money: (amount) => formatMoney(amount, 'EUR', 'en'),
  quantity: (quantity) => String(quantity / 1000),
}

const words = (kind: DecisionKind, more: Partial<Decision> = {}) =>
  decisionWords(decision(kind, more), context)

describe('a decision in words', () => {
  test.each(Object.entries(KINDS))('%s says what happened, and has a ready answer', (kind, title) => {
    const told = words(kind as DecisionKind)
    expect(told.title).toMatch(title)
    expect(told.story.length).toBeGreaterThan(30)
    const actions = decisionActions({ kind: kind as DecisionKind })
    expect(actions.length).toBeGreaterThan(0)
    for (const { action } of actions) expect(settledWords(action)).not.toBe(action)
    expect(decisionKindWords(kind)).not.toBe(kind)
  })

  test('no word of the machine reaches a person', () => {
    const all = Object.keys(KINDS).map((kind) => JSON.stringify(words(kind as DecisionKind)))
    for (const text of all) expect(text).not.toMatch(/error|conflict|failed|sync|null|undefined|NaN/i)
  })

  test('a price that differs names both prices and what happened to the customer', () => {
    const detail = 'Zine No. 8: 700 instead of 900'
    expect(words('price-differs', { detail })).toEqual({
      title: 'Zine No. 8 sold at €7.00',
      story: 'Till B, sale B-000017: the catalogue said €9.00 before that. What the customer paid stands.',
    })
    expect(soldPrice({ detail })).toBe(700)
    expect(words('price-differs', { detail: 'Zine: 700 instead of no price' }).story).toContain('no price')
    expect(soldPrice({ detail: 'as another build writes it' })).toBeNull()
  })

  test('S41: a voucher whose sale was voided is told as that, and never as made up', () => {
    const told = words('voucher-unknown', { detail: 'K3M8PX2A90TW void A-000004' })
    expect(told.title).toBe('Voucher K3M8-PX2A-90TW paid €21.00, and sale A-000004, which issued it, is void')
    expect(told.story).toContain('It was last used in sale B-000017 on Till B.')
    expect(told.story).not.toContain('made up')
    expect(words('voucher-unknown', { detail: 'K3M8PX2A90TW' })).toMatchObject({
      title: 'Voucher K3M8-PX2A-90TW paid €21.00, and nobody here has issued it',
      story: expect.stringContaining('made up'),
    })
  })

  test.each([
    ['4 min', '4 min ahead'],
    ['-30 min', '30 min behind'],
    ['-525600 min', '365 days behind'],
    ['1440 min', '24 h ahead'],
  ])('a clock that is off by %s is %s', (detail, off) => {
    expect(words('clock-off', { detail }).title).toBe(`Till B’s clock is ${off}`)
  })

  test('an answer and a kind of another build are shown as they are', () => {
    expect(settledWords('__proto__')).toBe('__proto__')
    expect(decisionKindWords('constructor')).toBe('constructor')
    expect(DECISION_ACTIONS.every((action) => settledWords(action) !== action)).toBe(true)
  })
})
