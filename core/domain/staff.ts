import type { StaffId } from './ids.ts'

export type Role = 'cashier' | 'manager' | 'owner'

export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
}

/** What a role may do without a second person. */
export type Permission = 'override-price' | 'custom-line' | 'void-sale' | 'edit-catalogue' | 'pair-device'

const ALLOWED: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  cashier: new Set(['void-sale']),
  manager: new Set(['override-price', 'custom-line', 'void-sale', 'edit-catalogue', 'pair-device']),
  owner: new Set(['override-price', 'custom-line', 'void-sale', 'edit-catalogue', 'pair-device']),
}

export function mayDo(role: Role, permission: Permission): boolean {
  return ALLOWED[role].has(permission)
}
