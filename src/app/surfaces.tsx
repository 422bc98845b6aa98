/** Which surface the address shows. The till is in the first chunk; the others come when they are asked for. */
import { lazy, Suspense, useEffect } from 'react'
import { Till } from '../till/till.tsx'
import { useViews } from './app-context.tsx'
import { followLinksInPlace, navigate, usePath } from './use-path.ts'

const Office = lazy(() => import('../office/office.tsx').then((module) => ({ default: module.Office })))
const Arriving = lazy(() => import('./arriving.tsx').then((module) => ({ default: module.Arriving })))
const UpdateOffer = lazy(() =>
  import('./update-offer.tsx').then((module) => ({ default: module.UpdateOffer })),
)

followLinksInPlace()

export function Surfaces() {
  const path = usePath()
  const known = useViews((views) => views.location !== null)
  const inOffice = path.startsWith('/office')
  useEffect(() => {
    if (!inOffice && path !== '/till') navigate('/till', 'replace')
  }, [inOffice, path])
  return (
    <Suspense fallback={null}>
      {known ? inOffice ? <Office /> : <Till /> : <Arriving />}
      <Suspense fallback={null}>
        <UpdateOffer />
      </Suspense>
    </Suspense>
  )
}
