/** One body of an import → one entry of this device's journal. */
import { unreachable } from '../../../core/assert.ts'
import type { ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import type { Result } from '../../../core/result.ts'
import { type CountedLine, countStock, receiveStock, writeSettings } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Replica } from '../../replica/replica.ts'

/** Resolves when the body is durable on this device. */
export function writeBody(
  replica: Replica,
  { kind, body }: ImportBody,
  staff: StaffId | null,
): Promise<Result<unknown, StorageFailure>> {
  switch (kind) {
    case 'settings':
      return writeSettings(replica, body.patches, staff)
    case 'stock-received':
      return receiveStock(replica, body.lines, staff)
    case 'stock-counted':
      return countStock(replica, recount(body.lines, replica.store.getState().stock), staff)
    default:
      return unreachable(kind)
  }
}

/** Sales may have gone on while the preview was looked at: the difference is taken from the stock as it is now. */
function recount(
  lines: readonly CountedLine[],
  stock: ReadonlyMap<CountedLine['variant'], Thousandths>,
): readonly CountedLine[] {
  return lines.map(({ variant, countedQuantity }) => {
    const quantity = (countedQuantity - (stock.get(variant) ?? 0)) as Thousandths
    return { variant, countedQuantity, quantity }
  })
}
