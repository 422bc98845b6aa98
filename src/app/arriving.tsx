/** Between joining a location and its settings: says what is awaited, and from where. */
import '../ui/base.css'
import { SetupCard } from '../setup/setup-card.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useSync } from './app-context.tsx'

export function Arriving() {
  const cutOff = useSync((status) => status.state === 'offline')
  const share = useSync((status) => status.arriving)
  return (
    <SetupCard step="Joined" title="Fetching the pop-up …">
      <p role="status">
        {cutOff
          ? 'The endpoint does not answer. This till opens by itself as soon as it does.'
          : 'Prices, goods and stock are on their way to this device.'}
      </p>
      {share !== null && (
        <ProgressBar label="Taking over the catalogue and the day" done={share} total={1} percent />
      )}
    </SetupCard>
  )
}
