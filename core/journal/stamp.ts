/** Who wrote last: by Lamport counter, then device id. No clock (rule J6). */
import type { RecordStamps, Stamp } from './state.ts'

/** Whether `a` was written after `b`, or there is no `b`. */
export function isLater(a: Stamp, b: Stamp | undefined): boolean {
  if (!b) return true
  return a.lamport > b.lamport || (a.lamport === b.lamport && a.device > b.device)
}

/** The stamp of a field, or undefined while nobody has written it. */
export function stampOf(fields: object, stamps: RecordStamps, field: string): Stamp | undefined {
  return stamps.byField?.[field] ?? (Object.hasOwn(fields, field) ? stamps.all : undefined)
}

/** The stamp that an entry gives to what it writes. */
export const stampFrom = ({ lamport, device }: Stamp): Stamp => ({ lamport, device })
