import { PackageOpen, Pencil, Sparkles } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useApp, useViews } from '../app/app-context.tsx'
import { Button } from '../ui/button.tsx'
import styles from './setup.module.css'
import { SetupCard } from './setup-card.tsx'

export interface CatalogueStepProps {
  /** The import, lent by the office; it calls back when its products are in. */
  readonly importer: (onDone: () => void) => ReactNode
  readonly onDone: () => void
}

/** The third screen, inside the opened app: import a file, start from the demo, or add goods by hand later. */
export function CatalogueStep({ importer, onDone }: CatalogueStepProps) {
  const count = useViews((views) => views.products.length)
  const [importing, setImporting] = useState(false)
  return (
    <SetupCard step="3 of 3" title="What do you sell?">
      <p className={styles.lead}>
        Import the file that you export from Shopify, Square, WooCommerce or Loyverse, or any table with names
        and prices.
      </p>
      {importer(() => setImporting(true))}
      <div className={styles.choices}>{count === 0 && <DemoChoice />}</div>
      {count > 0 && (
        <p className={styles.done} role="status">
          {count === 1 ? '1 product is' : `${count} products are`} on the shelf.
        </p>
      )}
      <div className={styles.foot}>
        <span className={styles.step}>
          {count === 0 && !importing ? 'You can add goods by hand in the office.' : ''}
        </span>
        <Button
          look={count === 0 ? 'outline' : 'go'}
          icon={count === 0 ? Pencil : PackageOpen}
          onClick={onDone}
          data-testid="setup-done"
        >
          {count === 0 ? 'Open the till without goods' : 'Open the till'}
        </Button>
      </div>
    </SetupCard>
  )
}

function DemoChoice() {
  const { replica } = useApp()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const start = async () => {
    setState('busy')
    const { addDemoShelf } = await import('./demo-shelf.ts')
    setState((await addDemoShelf(replica)) ? 'idle' : 'failed')
  }
  return (
    <>
      <Button
        icon={Sparkles}
        disabled={state === 'busy'}
        onClick={() => void start()}
        data-testid="setup-demo"
      >
        Start from the demo’s goods
      </Button>
      {state === 'failed' && (
        <p className={styles.problem} role="alert">
          This device could not keep the goods. Free some space, then try again.
        </p>
      )}
    </>
  )
}
