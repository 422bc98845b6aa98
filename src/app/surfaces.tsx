/** Which surface the address shows. The till is in the first chunk; the others come when they are asked for. */
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Till } from '../till/till.tsx'
import { UpdateOffer } from './update-offer.tsx'

const Office = lazy(() => import('../office/office.tsx').then((module) => ({ default: module.Office })))

export function Surfaces() {
  return (
    <>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/till">
            <Till />
          </Route>
          <Route path="/office" nest>
            <Office />
          </Route>
          <Route>
            <Redirect to="/till" replace />
          </Route>
        </Switch>
      </Suspense>
      <UpdateOffer />
    </>
  )
}
