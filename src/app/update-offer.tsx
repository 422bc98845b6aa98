/** Offers a new version while nothing is under way, and asks again right before it is taken. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { countUnsent } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import { Button } from '../ui/button.tsx'
import { useApp } from './app-context.tsx'
import styles from './update-offer.module.css'

const LOOK_EVERY_MS = 3000

/** No cart with a line is open (a tender always has one), and the endpoint holds every entry. */
async function isQuiet(replica: Replica): Promise<boolean> {
  const open = await replica.deps.journal.carts.where('state').equals('open').count()
  const unsent = await countUnsent(replica)
  return open === 0 && unsent.entries === 0
}

export function UpdateOffer() {
  const { replica, update } = useApp()
  const { ready, apply } = useStore(update)
  const [quiet, setQuiet] = useState(false)
  useEffect(() => {
    if (!ready) return
    const look = () => void isQuiet(replica).then(setQuiet)
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [ready, replica])
  if (!ready || !quiet) return null
  const take = async () => ((await isQuiet(replica)) ? apply() : setQuiet(false))
  return (
    <aside className={styles.offer} aria-label="Update" data-testid="update-offer">
      <p>A new version is ready.</p>
      <Button onClick={() => void take()}>Restart now</Button>
    </aside>
  )
}
