/** Which surface the address shows. The till is in the first chunk; the others come when they are asked for. */
import { lazy, Suspense, useEffect } from 'react'
import { Till } from '../till/till.tsx'
import { useSession, useViews } from './app-context.tsx'
import { followLinksInPlace, navigate, usePath } from './use-path.ts'

const Office = lazy(() => import('../office/office.tsx').then((module) => ({ default: module.Office })))
const Arriving = lazy(() => import('./arriving.tsx').then((module) => ({ default: module.Arriving })))
const LockScreen = lazy(() =>
  import('../till/staff/lock-screen.tsx').then((module) => ({ default: module.LockScreen })),
)
const UpdateOffer = lazy(() =>
  import('./update-offer.tsx').then((module) => ({ default: module.UpdateOffer })),
)

followLinksInPlace()

export function Surfaces() {
  const path = usePath()
  const known = useViews((views) => views.location !== null)
  const locked = useSession((session) => session.locked)
  const inOffice = path.startsWith('/office')
  useEffect(() => {
    if (!inOffice && path !== '/till') navigate('/till', 'replace')
  }, [inOffice, path])
  return (
    <Suspense fallback={null}>
      {/* Inert also while the lock's own code is on its way. */}
      <div inert={locked}>{known ? inOffice ? <Office /> : <Till /> : <Arriving />}</div>
      <Suspense fallback={null}>{locked && known && <LockScreen />}</Suspense>
      <Suspense fallback={null}>
        <UpdateOffer />
      </Suspense>
    </Suspense>
  )
}
