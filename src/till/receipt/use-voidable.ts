import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import type { Replica } from '../../replica/replica.ts'
import { isVoidable } from '../../replica/void-sale.ts'

/** Whether this till may still cancel a sale (rule S6). */
export function useVoidable(replica: Replica, sale: SaleId): boolean {
  const [voidable, setVoidable] = useState(false)
  useEffect(() => {
    let wanted = true
    void isVoidable(replica, sale).then((may) => wanted && setVoidable(may))
    return () => {
      wanted = false
    }
  }, [replica, sale])
  return voidable
}
