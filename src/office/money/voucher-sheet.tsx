/** One voucher: where it was issued, and every use of it. */
import { useCallback } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import type { SaleId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { State } from '../../../core/journal/state.ts'
import { useLocation } from '../../app/app-context.tsx'
import { useLedger } from '../../app/use-ledger.ts'
import { Money } from '../../ui/money.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { useWriting } from './accounts-card.tsx'
import styles from './money.module.css'
import type { ListedVoucher } from './voucher-list.ts'
import { voucherWords } from './voucher-words.ts'

export interface VoucherSheetProps {
  readonly voucher: ListedVoucher
  readonly onClose: () => void
}

interface VoucherMove {
  readonly key: string
  readonly words: 'Issued' | 'Used' | 'Given back'
  readonly receipt: string
  readonly at: number | null
  readonly amountMinor: Minor
}

export function VoucherSheet({ voucher, onClose }: VoucherSheetProps) {
  const writing = useWriting()
  const { zone } = useLocation()
  const moves = useMoves(voucher)
  return (
    <Sheet title={groupVoucherCode(voucher.code)} onClose={onClose} testId="voucher-sheet">
      <div className={formStyles.form}>
        <p className={officeStyles.quiet}>{voucherWords(voucher, { ...writing, zone })}</p>
        <p className={styles.total}>
          Left on it <Money {...writing} minor={voucher.balanceMinor} />
        </p>
        <div className={styles.wide}>
          <table className={styles.lines}>
            <tbody>
              {moves?.map(({ key, words, receipt, at, amountMinor }) => (
                <tr key={key} data-testid="voucher-move">
                  <td>
                    {words} with {receipt}
                    {at !== null && <small>{formatMoment(at, zone, writing.locale)}</small>}
                  </td>
                  <td>
                    <Money {...writing} minor={amountMinor} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Sheet>
  )
}

/** Issues first, then uses by the label of their deed. */
function useMoves({ code }: ListedVoucher): readonly VoucherMove[] | null {
  const select = useCallback(
    ({ vouchers, sales }: State): readonly VoucherMove[] => {
      const { issues = [], uses = [] } = vouchers.get(code) ?? {}
      const receipt = (sale: SaleId) => sales.get(sale)?.receipt ?? 'a sale that is not here'
      const issued = issues.map(({ sale, amountMinor }, index) => ({
        ...{ key: `issue-${index}`, words: 'Issued' as const, receipt: receipt(sale), amountMinor },
        at: sales.get(sale)?.at ?? null,
      }))
      const used = uses.map(({ sale, amountMinor, at }, index) => ({
        ...{ key: `use-${index}`, receipt: receipt(sale), at, amountMinor: -amountMinor as Minor },
        words: amountMinor < 0 ? ('Given back' as const) : ('Used' as const),
      }))
      return [...issued, ...used.sort((a, b) => a.at - b.at)]
    },
    [code],
  )
  return useLedger(select)
}
