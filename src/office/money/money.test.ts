import { describe, expect, test } from 'vitest'
import type { Account } from '../../../core/domain/account.ts'
import { accountStanding } from '../../../core/domain/account.ts'
import type { AccountId, SaleId, VoucherCode } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import {
  emptyState,
  type SaleRecord,
  type VoucherIssue,
  type VoucherRecord,
} from '../../../core/journal/state.ts'
import { accountFormOf, planAccount } from './account-form.ts'
import { balancesOf, limitWords, listAccounts, statementOf } from './account-statement.ts'
import { statementCsv } from './statement-csv.ts'
import { findVouchers, liabilityOf, listVouchers } from './voucher-list.ts'
import { voucherWords } from './voucher-words.ts'

const NOW = Date.parse('2026-11-23T12:00Z')

const issue = (
  amount: number,
  purpose: VoucherIssue['purpose'] = 'multi',
  expiresAt: number | null = null,
) => ({
  ...{ sale: 'sale' as SaleId, amountMinor: amount as Minor, purpose, expiresAt },
})
const voucher = (code: string, balance: number, issues: readonly VoucherIssue[]): VoucherRecord => ({
  ...{ code: code as VoucherCode, balanceMinor: balance as Minor, issues, uses: [] },
})
const vouchers = listVouchers(
  [
    voucher('AAAA', 0, [issue(5000)]),
    voucher('BBBB', 2500, [issue(5000)]),
    voucher('CCCC', 4000, [issue(4000, 'store-credit')]),
    voucher('DDDD', 900, [issue(900, 'multi', NOW - 1)]),
    voucher('EEEE', -700, []),
    voucher('FFFF', 1000, [issue(1000, 'single', NOW)]),
    voucher('GGGG', 6000, [issue(3000), issue(3000)]),
  ],
  NOW,
)

describe('O14: vouchers', () => {
  test('what needs a person first, then what is open, by what is left', () => {
    expect(vouchers.map(({ code, standing }) => [code, standing])).toEqual([
      ['GGGG', 'amiss'],
      ['EEEE', 'amiss'],
      ['CCCC', 'open'],
      ['BBBB', 'open'],
      ['FFFF', 'open'],
      ['DDDD', 'expired'],
      ['AAAA', 'used-up'],
    ])
  })

  test('what is owed, by kind; what is below nought lowers nobody’s voucher', () => {
    expect(liabilityOf(vouchers)).toEqual({
      ...{ giftCardsMinor: 8500, storeCreditMinor: 4000, goodsMinor: 1000, expiredMinor: 900 },
    })
    const total = Object.values(liabilityOf(vouchers)).reduce((all: number, one: number) => all + one, 0)
    expect(total).toBe(vouchers.reduce((all, { balanceMinor }) => all + Math.max(0, balanceMinor), 0))
  })

  test('found by a part of the code, grouped or not, and by how they stand', () => {
    expect(findVouchers(vouchers, { query: 'b-b', standing: null }).map(({ code }) => code)).toEqual(['BBBB'])
    expect(findVouchers(vouchers, { query: '', standing: 'expired' }).map(({ code }) => code)).toEqual([
      'DDDD',
    ])
  })

  test('in words', () => {
    const words = vouchers.map((one) => voucherWords(one, { locale: 'en-GB', zone: 'UTC' }))
    expect(words[1]).toBe('Nobody here knows where it was issued, never used')
    expect(words[5]).toBe('Gift card, never used, until 23 Nov 2026')
  })
})

const bar = { id: 'bar' as AccountId, name: 'Bar', limitMinor: 10_000 as Minor, note: '' }
const sale = (id: string, at: number, moves: { charged?: number; paid?: number; voided?: boolean }) =>
  ({
    ...{ id, at, receipt: `A-${id}`, voided: moves.voided ? {} : null },
    tenders: moves.charged ? [{ kind: 'house-account', amountMinor: moves.charged, account: 'bar' }] : [],
    ...(moves.paid ? { paidIn: [{ account: 'bar', amountMinor: moves.paid }] } : {}),
  }) as unknown as SaleRecord

describe('O15: house accounts', () => {
  const sales = [
    sale('3', 300, { paid: 2000 }),
    sale('1', 100, { charged: 1500 }),
    sale('2', 200, { charged: 1000 }),
    sale('4', 400, { charged: 9000, voided: true }),
    sale('5', 500, {}),
    sale('6', 600, { charged: -200 }),
  ]

  test('a statement is in order, ends in what is owed, and leaves void sales out', () => {
    const lines = statementOf(bar.id, sales)
    expect(lines.map(({ receipt, owedMinor }) => [receipt, owedMinor])).toEqual([
      ['A-1', 1500],
      ['A-2', 2500],
      ['A-3', 500],
      ['A-6', 300],
    ])
    expect(statementCsv(lines.slice(0, 1), { currency: 'KWD', zone: 'UTC' })).toBe(
      'Day,Receipt,Charged KWD,Paid KWD,Owed KWD\r\n1970-01-01,A-1,1.500,0.000,1.500',
    )
  })

  test('one that was removed is listed for as long as something is owed on it', () => {
    const state = emptyState()
    const write = (id: string, removed: boolean, charged: number) => {
      state.settings.account.set(id as AccountId, { name: id, limitMinor: 100 as Minor, note: '', removed })
      if (charged > 0)
        state.accounts.set(id as AccountId, { chargedMinor: charged as Minor, paidMinor: 0 as Minor })
    }
    write('crew', false, 0)
    write('gone', true, 0)
    write('bar', true, 700)
    expect(listAccounts(state).map(({ id, owedMinor }) => [id, owedMinor])).toEqual([
      ['bar', 700],
      ['crew', 0],
    ])
  })

  test('what was paid ahead is called so, and lowers nobody’s debt', () => {
    const account = (owedMinor: number) => ({ limitMinor: 5000 as Minor, owedMinor: owedMinor as Minor })
    const all = [account(-2500), account(1500), account(0), account(9000)]
    expect(balancesOf(all)).toEqual({ owedMinor: 10_500, aheadMinor: 2500 })
    const money = (minor: Minor) => `€${minor / 100}`
    expect(all.map((one) => limitWords(one, money))).toEqual([
      'Then may owe up to €50',
      '€35 left of €50',
      '€50 left of €50',
      'Limit €50',
    ])
    expect(accountStanding(-2500 as Minor)).toEqual({ isAhead: true, minor: 2500 })
    expect(accountStanding(0 as Minor)).toEqual({ isAhead: false, minor: 0 })
  })

  test('its form names what is wrong and writes only what differs', () => {
    const writing = { currency: 'EUR', locale: 'en' }
    const context = { ...writing, account: bar as Account, accounts: [bar], newId: () => 'new' }
    const form = accountFormOf(bar, writing)
    expect(planAccount(form, context)).toEqual({ ok: true, value: [] })
    expect(planAccount({ ...form, limit: '250' }, context)).toMatchObject({
      value: [{ record: 'account', id: 'bar', fields: { limitMinor: 25_000 } }],
    })
    expect(planAccount({ name: 'BAR', limit: '', note: '' }, { ...context, account: null })).toMatchObject({
      error: { name: expect.stringMatching(/Another account/), limit: expect.stringMatching(/like 12.50/) },
    })
  })
})
