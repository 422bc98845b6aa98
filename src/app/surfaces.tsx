/** Which surface the address shows. The till is in the first chunk; the others come when they are asked for. */
import { lazy, Suspense, useEffect } from 'react'
import { Till } from '../till/till.tsx'
import { followLinksInPlace, navigate, usePath } from './use-path.ts'

const Office = lazy(() => import('../office/office.tsx').then((module) => ({ default: module.Office })))
const UpdateOffer = lazy(() =>
  import('./update-offer.tsx').then((module) => ({ default: module.UpdateOffer })),
)

followLinksInPlace()

export function Surfaces() {
  const path = usePath()
  const inOffice = path.startsWith('/office')
  useEffect(() => {
    if (!inOffice && path !== '/till') navigate('/till', 'replace')
  }, [inOffice, path])
  return (
    <Suspense fallback={null}>
      {inOffice ? <Office /> : <Till />}
      <Suspense fallback={null}>
        <UpdateOffer />
      </Suspense>
    </Suspense>
  )
}
