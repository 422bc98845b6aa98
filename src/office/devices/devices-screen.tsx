import Tablet from 'lucide-react/icons/tablet'
import { useState } from 'react'
import type { DeviceId } from '../../../core/domain/ids.ts'
import { useApp, useMay, useStaff, useViews } from '../../app/app-context.tsx'
import { writeSettings } from '../../replica/deeds.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import officeStyles from '../office.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import styles from './devices.module.css'
import { PairingSheet } from './pairing-sheet.tsx'

interface NamedDevice {
  readonly id: DeviceId
  readonly name: string
}

/** Every device of this location, and the way in for one more. */
export function DevicesScreen() {
  const names = useViews((views) => views.deviceNames)
  const mayPair = useMay('pair-device')
  const { replica } = useApp()
  const [open, setOpen] = useState<NamedDevice | 'pairing' | null>(null)
  const devices = [...names]
    .map(([id, name]): NamedDevice => ({ id: id as DeviceId, name }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <ScreenHead title="Devices">
        {mayPair && (
          <Button look="go" onClick={() => setOpen('pairing')} data-testid="pair-device">
            Pair another device
          </Button>
        )}
      </ScreenHead>
      <section className={officeStyles.card} aria-label="Devices of this location">
        <ul className={styles.devices}>
          {devices.map((device) => (
            <li key={device.id} className={styles.device} data-testid="device-row">
              <Icon of={Tablet} size={24} />
              <span className={styles.name}>{device.name || 'Without a name'}</span>
              {device.id === replica.identity.device && <Badge tone="go">This device</Badge>}
              <Button onClick={() => setOpen(device)}>Rename</Button>
            </li>
          ))}
        </ul>
        <p className={officeStyles.quiet}>
          Each device sells on its own, with or without a network, and tells the others when there is one.
        </p>
      </section>
      {open === 'pairing' && <PairingSheet onClose={() => setOpen(null)} />}
      {open !== null && open !== 'pairing' && <RenameSheet device={open} onClose={() => setOpen(null)} />}
    </>
  )
}

function RenameSheet({ device, onClose }: { device: NamedDevice; onClose: () => void }) {
  const { replica } = useApp()
  const staff = useStaff()
  const [name, setName] = useState(device.name)
  const [error, setError] = useState<string | null>(null)
  const save = async () => {
    const trimmed = name.trim()
    if (trimmed === '' || trimmed.length > 60)
      return setError('Give the device a name of up to 60 characters.')
    const patch = { record: 'device', id: device.id, fields: { name: trimmed } } as const
    const written = await writeSettings(replica, [patch], staff?.id ?? null)
    if (!written.ok) return setError(failureText(written.error))
    say(`Now called ${trimmed}`)
    onClose()
  }
  return (
    <Sheet title="Rename the device" place="middle" onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={error}
          autoComplete="off"
          data-autofocus=""
        />
        <Button look="go" type="submit">
          Save
        </Button>
      </form>
    </Sheet>
  )
}
