import { expect, it } from 'vitest'
import type { StaffId } from '../../core/domain/ids.ts'
import type { Staff } from '../../core/domain/staff.ts'
import { sellerOf } from './session.ts'

const OWNER: Staff = { id: 'owner' as StaffId, name: 'Olga', role: 'owner' }
const CASHIER: Staff = { id: 'cashier' as StaffId, name: 'Sam', role: 'cashier' }

it('P5: who works here is the one signed in, or the only person there is; of several it is nobody', () => {
  expect(sellerOf([OWNER, CASHIER], CASHIER.id)).toBe(CASHIER)
  expect(sellerOf([OWNER], null)).toBe(OWNER)
  expect(sellerOf([OWNER, CASHIER], null)).toBeNull()
  expect(sellerOf([], null)).toBeNull()
})

it('P6: in the place of a removed person there is nobody, however few are left', () => {
  expect(sellerOf([OWNER], CASHIER.id)).toBeNull()
})
