/** Cancelling a sale, and what speaks against it: one look at it for the till and for the office. */
import type { DeviceId, SaleId, StaffId } from '../../core/domain/ids.ts'
import { emptyState, type State } from '../../core/journal/state.ts'
import {
  isLineOf,
  type ShiftEnded,
  shiftEnded,
  type VoidObstacle,
  voidObstacle,
} from '../../core/journal/void-obstacle.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Held, Plan, Reads } from './append.ts'
import { tillHead } from './deeds.ts'
import { newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'
import { type Known, subset, withTail } from './sale-checks.ts'

/** Why a sale was not voided on a till: nothing is written then. */
export type VoidFailure = StorageFailure | VoidObstacle | ShiftEnded

/** Cancels a sale of a shift that is open. Its goods return to stock. */
export async function voidSale(
  replica: Replica,
  sale: SaleId,
  reason: string,
  staff: StaffId | null,
): Promise<Result<null, VoidFailure>> {
  const draft = newDraft(replica, staff)
  const { reads, stateNow } = await voidCheck(replica, sale)
  const told: { refusal: VoidObstacle | ShiftEnded | null } = { refusal: null }
  const plan: Plan = (head, held) => {
    told.refusal = refusalAtTill(stateNow(held), sale)
    if (told.refusal) return { drafts: [] }
    return { drafts: [{ ...draft, shift: head.shift, kind: 'void', body: { sale, reason } }] }
  }
  const written = await replica.append(plan, reads)
  if (!written.ok) return written
  return told.refusal ? err(told.refusal) : ok(null)
}

const refusalAtTill = (state: State, sale: SaleId) => shiftEnded(state, sale) ?? voidObstacle(state, sale)

/** What speaks against voiding a sale on a till, before anybody is asked for a reason. */
export const voidRefusal = (replica: Replica, sale: SaleId): Promise<VoidObstacle | ShiftEnded | null> =>
  readKnown(replica, (state) => refusalAtTill(state, sale))

/** Whether this till may still void a sale: its own, of the shift that is open, which nobody has ended from afar. */
export async function isVoidable(replica: Replica, sale: SaleId): Promise<boolean> {
  const { shift } = await tillHead(replica)
  if (shift === null || (await readKnown(replica, ({ closes }) => closes.has(shift)))) return false
  const record = replica.store.getState().sales.get(sale)
  return record?.device === replica.identity.device && record.shift === shift && record.voided === null
}

/** What a void looks at in the transaction that would write it, so that two tabs cannot slip past each other. */
export interface VoidCheck {
  readonly reads: Reads
  /** All that is known of the sale then. */
  readonly stateNow: (held: Held) => State
}

export async function voidCheck(replica: Replica, sale: SaleId): Promise<VoidCheck> {
  const { device } = replica.identity
  const known = await readKnown(replica, (state) => knownOfVoid(state, sale, device))
  return { reads: { tailBehind: known.ownSeq }, stateNow: ({ tail }) => withTail(known, tail) }
}

/** Where the views cannot be read, what this device itself has written speaks. */
const readKnown = <Part>(replica: Replica, select: (state: State) => Part): Promise<Part> =>
  replica.readState(select).catch(() => select(emptyState()))

/** All that a void hangs on: what came back of the sale, what became of its vouchers, and which shifts have ended. */
function knownOfVoid(state: State, sale: SaleId, device: DeviceId): Known {
  const vouchers = [...state.vouchers].filter(([, { issues, uses }]) =>
    [...issues, ...uses].some((one) => one.sale === sale),
  )
  const returners = state.refunds.get(sale) ?? []
  const movers = vouchers.flatMap(([, { issues, uses }]) => [...issues, ...uses].map((one) => one.sale))
  const part: State = {
    ...emptyState(),
    sales: subset(state.sales, [sale, ...returners, ...movers]),
    returned: new Map([...state.returned].filter(([place]) => isLineOf(place, sale))),
    refunds: subset(state.refunds, [sale]),
    vouchers: new Map(vouchers),
    closes: new Map(state.closes),
  }
  return { state: part, ownSeq: state.heads.get(device)?.seq ?? 0 }
}
