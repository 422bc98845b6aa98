import type { StaffId } from '../../core/domain/ids.ts'

/** Who does everything in these histories. */
export const OWNER = 'owner-1' as StaffId
