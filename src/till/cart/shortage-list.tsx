import PackageX from 'lucide-react/icons/package-x'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { formatQuantity } from '../../../core/domain/format.ts'
import { useApp, useSync, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useCart, useTill } from '../till-context.tsx'
import { askForMore } from './ask-for-more.ts'
import styles from './cart-sheets.module.css'
import {
  allowShortage,
  dropShortage,
  type Shortage,
  shortagesOf,
  type Whereabouts,
  whereabouts,
} from './shortage.ts'
import { shortageStoreOf } from './shortage-store.ts'
import { shortageWords } from './shortage-words.ts'

/** What the open cart lacks now, told again whenever the cart or the leases change. */
export function useShortages(): readonly Shortage[] {
  const cart = useCart((open) => open.cart)
  const products = useViews((views) => views.products)
  const leased = useViews((views) => views.leased)
  return shortagesOf(cart, { products, leased })
}

/** Each shortage with its ways out: ask once more, sell what is in the hand, or leave it. */
export function ShortageList({ shortages }: { readonly shortages: readonly Shortage[] }) {
  return shortages.map((shortage) => <ShortageCard key={shortage.variant} shortage={shortage} />)
}

function ShortageCard({ shortage }: { readonly shortage: Shortage }) {
  const till = useTill()
  const { locale } = useApp()
  const cutOff = useSync(({ state }) => state === 'offline')
  const asking = useStore(shortageStoreOf(till), (state) => state.asking)
  const places = useWhereabouts(shortage)
  const write = (quantity: Shortage['missing']) => formatQuantity(quantity, locale)
  return (
    <section className={styles.form} data-testid="shortage">
      <p data-testid="shortage-words">{places && shortageWords(shortage, places, { cutOff, write })}</p>
      {!cutOff && (
        <Button
          wide
          icon={RefreshCw}
          data-testid="shortage-ask"
          disabled={asking}
          onClick={() => void askForMore(till)}
        >
          {asking ? 'Asking for more …' : 'Ask for more'}
        </Button>
      )}
      <Button wide icon={PackageX} data-testid="shortage-drop" onClick={() => dropShortage(till, shortage)}>
        Take {write(shortage.missing)} out of the cart
      </Button>
      <Button
        wide
        icon={ShieldAlert}
        data-testid="shortage-allow"
        onClick={() => allowShortage(till, shortage)}
      >
        It is in the hand: sell it anyway
      </Button>
    </section>
  )
}

/** Read again after each change of the stock or of this till's leases. */
function useWhereabouts({ variant }: Shortage): Whereabouts | null {
  const till = useTill()
  const version = useViews((views) => views.stockVersion)
  const [places, setPlaces] = useState<Whereabouts | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the stock has changed.
  useEffect(() => {
    let gone = false
    void whereabouts(till, variant).then((found) => {
      if (!gone) setPlaces(found)
    })
    return () => {
      gone = true
    }
  }, [till, variant, version])
  return places
}
