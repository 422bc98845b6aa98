import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { findSale } from './find-sale.ts'

/** undefined while it is being read; null when neither this device nor the endpoint gives the entry. */
export function useRecorded(sale: SaleId): RecordedSale | null | undefined {
  const app = useApp()
  const [found, setFound] = useState<{ readonly sale: SaleId; readonly recorded: RecordedSale | null }>()
  useEffect(() => {
    let wanted = true
    void findSale(app, sale).then((recorded) => wanted && setFound({ sale, recorded }))
    return () => {
      wanted = false
    }
  }, [app, sale])
  return found?.sale === sale ? found.recorded : undefined
}
