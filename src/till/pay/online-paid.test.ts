import { expect, test } from 'vitest'
import type { TenderId } from '../../../core/domain/ids.ts'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import { onlineTender } from './online-paid.ts'

test('M36: of a payment on the phone no more counts than was paid, and no more than was asked', () => {
  const part = { amountMinor: toMinor(1000), lines: [0] }
  const amountOf = (amountMinor: Minor | null) =>
    onlineTender('t' as TenderId, part, { reference: 'cs', amountMinor }).amountMinor
  expect([amountOf(toMinor(1000)), amountOf(toMinor(900)), amountOf(toMinor(1200)), amountOf(null)]).toEqual([
    1000, 900, 1000, 1000,
  ])
})
