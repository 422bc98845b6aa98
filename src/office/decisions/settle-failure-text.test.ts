import { describe, expect, test } from 'vitest'
import type { VoucherCode } from '../../../core/domain/ids.ts'
import { settleFailureText } from './settle-failure-text.ts'

describe('why a decision could not be settled by a void', () => {
  test('S38: the refund that brought goods back is named, and what has become of the decision', () => {
    const told = settleFailureText({ kind: 'came-back', receipt: 'A-000001', by: 'B-000002' })
    expect(told).toContain('Goods of A-000001 came back on B-000002')
    expect(told).toContain('Nothing was written, and the decision stays open.')
  })

  test('S41: so are the voucher and the sale that has spent it', () => {
    const voucher = 'K3M8PX2A90TW' as VoucherCode
    const told = settleFailureText({ kind: 'voucher-spent', receipt: 'A-000001', voucher, by: 'B-000002' })
    expect(told).toContain('Voucher K3M8-PX2A-90TW was issued by A-000001 and has been spent on B-000002')
    expect(told).toContain('the decision stays open')
  })
})
