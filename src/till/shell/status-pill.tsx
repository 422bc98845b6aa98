import CloudAlert from 'lucide-react/icons/cloud-alert'
import CloudCheck from 'lucide-react/icons/cloud-check'
import CloudOff from 'lucide-react/icons/cloud-off'
import CloudSync from 'lucide-react/icons/cloud-sync'
import Hourglass from 'lucide-react/icons/hourglass'
import { memo } from 'react'
import { useSync } from '../../app/app-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTill } from '../till-context.tsx'
import styles from './status-pill.module.css'
import { statusWords } from './status-words.ts'

const ICONS = {
  synced: CloudCheck,
  syncing: CloudSync,
  offline: CloudOff,
  slow: Hourglass,
  decision: CloudAlert,
} as const

/** The network as a calm fact. Pressed, it tells the details. */
export const StatusPill = memo(function StatusPill() {
  const { sheets } = useTill()
  const state = useSync((status) => status.state)
  const unsentSales = useSync((status) => status.unsentSales)
  const words = useSync(statusWords)
  return (
    <button
      type="button"
      className={styles.pill}
      data-testid="status"
      data-state={state}
      data-unsent={unsentSales}
      onClick={() => sheets.open({ kind: 'status' })}
    >
      <Icon of={ICONS[state]} />
      <span aria-live="polite">{words}</span>
    </button>
  )
})
