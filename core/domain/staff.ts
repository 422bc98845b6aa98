import type { StaffId } from './ids.ts'

export type Role = 'cashier' | 'manager' | 'owner'

export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
  /** Which change of the PIN is the latest; absent while it is the one that the person began with. */
  readonly pinChanged?: number
}

/** What a role may do without a second person. */
export type Permission =
  | 'override-price'
  | 'discount'
  | 'tax-exempt'
  | 'override-stock'
  | 'custom-line'
  | 'void-sale'
  | 'refund'
  | 'blind-return'
  | 'on-the-house'
  | 'house-account'
  | 'edit-catalogue'
  | 'pair-device'
  | 'settle-decision'
  | 'manage-people'

const MANAGED: readonly Permission[] = [
  'override-price',
  'discount',
  'tax-exempt',
  'override-stock',
  'custom-line',
  'void-sale',
  'refund',
  'blind-return',
  'on-the-house',
  'house-account',
  'edit-catalogue',
  'pair-device',
  'settle-decision',
  'manage-people',
]

const ALLOWED: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  cashier: new Set(['void-sale']),
  manager: new Set(MANAGED),
  owner: new Set(MANAGED),
}

export function mayDo(role: Role, permission: Permission): boolean {
  return ALLOWED[role].has(permission)
}
