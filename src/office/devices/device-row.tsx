import Tablet from 'lucide-react/icons/tablet'
import Terminal from 'lucide-react/icons/terminal'
import { useApp } from '../../app/app-context.tsx'
import { useWordsContext } from '../../app/use-words-context.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { agoWords } from './ago-words.ts'
import { clockWords, deviceName, type ListedDevice } from './device-list.ts'
import styles from './devices.module.css'

export interface DeviceRowProps {
  readonly device: ListedDevice
  /** null: nothing of it may be changed by who is signed in. */
  readonly onOpen: (() => void) | null
}

/** One device: who it is, what it holds, what it last told. */
export function DeviceRow({ device, onOpen }: DeviceRowProps) {
  const { replica } = useApp()
  const name = deviceName(device)
  const own = device.id === replica.identity.device
  return (
    <li
      className={styles.device}
      data-testid="device-row"
      data-device={device.id}
      data-letter={device.letter}
      data-own={own}
    >
      <Icon of={device.letter === '' ? Terminal : Tablet} size={24} />
      <div>
        <p className={styles.deviceHead}>
          <span className={styles.name}>{name}</span>
          {own && <Badge tone="go">This device</Badge>}
          {device.removed && <Badge tone="stop">Removed</Badge>}
          {device.shift && <Badge className={styles.shift}>Shift {device.shift.number} open</Badge>}
          <Unsent device={device} />
        </p>
        <Facts device={device} />
        <Holds device={device} />
      </div>
      {onOpen && (
        <Button onClick={onOpen} aria-label={`Manage ${name}`} data-testid="device-manage">
          Manage
        </Button>
      )}
    </li>
  )
}

function Unsent({ device: { heard } }: { device: ListedDevice }) {
  if (!heard || heard.unsent === 0) return null
  return (
    <span data-testid="device-unsent">
      <Badge tone="warn">{heard.unsent} unsent</Badge>
    </span>
  )
}

/** What the endpoint says; without it, how far its journal has come here. */
function Facts({ device }: { device: ListedDevice }) {
  const { locale } = useApp()
  const { heard, letter, foldedSeq } = device
  if (!heard) {
    return (
      <p className={styles.facts}>
        {[letter !== '' && `Letter ${letter}`, `journal 1–${foldedSeq} on this device`]
          .filter(Boolean)
          .join(' · ')}
      </p>
    )
  }
  const clock = clockWords(heard.skewMs)
  const facts = [
    letter !== '' && `Letter ${letter}`,
    `heard ${agoWords(heard.heardAgoMs, locale)}`,
    heard.seq === 0 ? 'nothing written yet' : `journal ${heard.firstSeq}–${heard.seq}, no gap`,
    heard.toldSeq !== null && heard.unsent === 0 && 'nothing unsent',
    clock !== null && clock !== 'right' && `clock ${clock}`,
    heard.quarantined > 0 && `${heard.quarantined} unreadable`,
    heard.build !== '' && `build ${heard.build}`,
  ]
  return <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
}

/** "Holds 5 × Sunset Print." */
function Holds({ device: { holds } }: { device: ListedDevice }) {
  const { product, quantity } = useWordsContext()
  if (holds.length === 0) return null
  const words = holds.map((held) => `${quantity(held.quantity)} × ${product(held.variant)}`)
  return (
    <p className={styles.holds} data-testid="device-holds">
      Holds {words.join(', ')}
    </p>
  )
}
