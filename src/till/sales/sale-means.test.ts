import { expect, test } from 'vitest'
import type { TenderId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import type { TenderKind } from '../../../core/domain/tender.ts'
import { meansOf, transferMark } from './sale-means.ts'

const saleOf = (...kinds: readonly TenderKind[]) => ({
  tenders: kinds.map((kind, index) => ({ kind, id: `t${index}` as TenderId, amountMinor: toMinor(100) })),
  voided: null,
})
const settled = (...outcomes: readonly ('received' | 'failed')[]) =>
  new Map(outcomes.map((outcome, index) => [`t${index}` as TenderId, { outcome }]))

test('a sale shows its one means, or that there were several, or none', () => {
  expect(meansOf(saleOf('transfer'))).toBe('transfer')
  expect(meansOf(saleOf('cash', 'cash'))).toBe('cash')
  expect(meansOf(saleOf('voucher', 'cash'))).toBe('several')
  expect(meansOf(saleOf())).toBe('nothing')
})

test('a sale is marked while a transfer is awaited, and when one has not come', () => {
  expect(transferMark(saleOf('cash'), new Map())).toBeNull()
  expect(transferMark(saleOf('transfer'), new Map())).toBe('awaited')
  expect(transferMark(saleOf('transfer'), settled('received'))).toBeNull()
  expect(transferMark(saleOf('transfer', 'transfer'), settled('failed'))).toBe('failed')
  expect(transferMark(saleOf('transfer', 'transfer'), settled('received'))).toBe('awaited')
  expect(transferMark({ ...saleOf('transfer'), voided: { reason: '' } as never }, new Map())).toBeNull()
})
