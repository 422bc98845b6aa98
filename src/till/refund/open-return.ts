/** The two ways to take goods back, each by somebody who may. No React. */
import type { SaleId } from '../../../core/domain/ids.ts'
import { type TillModel, withPermission } from '../till-model.ts'

/** With the sale that they come from. */
export function openReturn(till: TillModel, sale: SaleId, receipt: string): void {
  withPermission(till, 'refund', `Taking back goods of ${receipt}`, () =>
    till.sheets.open({ kind: 'return', sale }),
  )
}

/** Without: nobody knows of which sale. */
export function openBlindReturn(till: TillModel): void {
  withPermission(till, 'blind-return', 'A return without a receipt', () =>
    till.sheets.open({ kind: 'blind-return' }),
  )
}
