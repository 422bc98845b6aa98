import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { tillHead } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'

/** Whether this till may still cancel a sale: its own, of the shift that is open. */
export function useVoidable(replica: Replica, sale: SaleId): boolean {
  const [voidable, setVoidable] = useState(false)
  useEffect(() => {
    let wanted = true
    void tillHead(replica).then(({ shift }) => {
      const record = replica.store.getState().sales.get(sale)
      const own = record?.device === replica.identity.device
      if (wanted) setVoidable(own && shift !== null && record.shift === shift && record.voided === null)
    })
    return () => {
      wanted = false
    }
  }, [replica, sale])
  return voidable
}
