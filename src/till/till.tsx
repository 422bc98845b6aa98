/** The till surface: what the first paint needs, and nothing else. */
import '../ui/base.css'
import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { later } from '../ui/later.tsx'
import { useNarrow } from '../ui/use-media.ts'
import { CartBar } from './cart/cart-bar.tsx'
import { CartExtras } from './cart/cart-extra.tsx'
import { LineHints } from './cart/cart-line-row.tsx'
import { CartPanel } from './cart/cart-panel.tsx'
import { SellScreen } from './sell/sell-screen.tsx'
import { Rail } from './shell/rail.tsx'
import styles from './till.module.css'
import { TillContext, usePlace, useTill } from './till-context.tsx'
import { tillModelOf } from './till-model.ts'

const SalesScreen = later(async () => (await import('./sales/sales-screen.tsx')).SalesScreen)
const ToastRegion = later(async () => (await import('../ui/toast.tsx')).ToastRegion)
const TillSheets = later(async () => (await import('./till-sheets.tsx')).TillSheets)

/** Everything that was left out of the first paint, fetched in idle time. */
export async function prefetchTill(): Promise<void> {
  void LineHints.prefetch()
  void CartExtras.prefetch()
  await TillSheets.prefetch()
  const { prefetchSheets } = await import('./till-sheets.tsx')
  await Promise.all([
    prefetchSheets(),
    SalesScreen.prefetch(),
    import('./sell/search.ts'),
    import('./cart/put-back.ts'),
  ])
}

export function Till() {
  const till = tillModelOf(useApp())
  return (
    <TillContext value={till}>
      <TillFrame />
      <Suspense fallback={null}>
        <OpenSheets />
      </Suspense>
      <Suspense fallback={null}>
        <ToastRegion />
      </Suspense>
      <AfterPaint />
    </TillContext>
  )
}

function TillFrame() {
  const narrow = useNarrow()
  const selling = usePlace((place) => place.screen === 'sell')
  return (
    <div className={styles.till}>
      <Rail />
      {selling ? (
        <SellScreen />
      ) : (
        <Suspense fallback={<main className={styles.wait} />}>
          <SalesScreen />
        </Suspense>
      )}
      {narrow ? (
        selling && <CartBar />
      ) : (
        <aside className={styles.cart}>
          <CartPanel />
        </aside>
      )}
    </div>
  )
}

function OpenSheets() {
  const open = useStore(useTill().sheets, ({ sheets }) => sheets.length > 0)
  return open ? <TillSheets /> : null
}

/** What starts once the tiles can be pressed: shortcuts, scanner, questions of a crash, the rest of the code. */
function AfterPaint() {
  const till = useTill()
  useEffect(() => {
    let stop: (() => void) | undefined
    let gone = false
    void import('./start-till.ts').then(({ startTill }) => {
      if (!gone) stop = startTill(till)
    })
    void till.app.replica.deps
      .idle()
      .then(prefetchTill)
      .catch(() => undefined)
    return () => {
      gone = true
      stop?.()
    }
  }, [till])
  return null
}
