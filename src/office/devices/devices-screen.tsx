import FileUp from 'lucide-react/icons/file-up'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { formatMoment, formatTime } from '../../../core/domain/format.ts'
import type { DeviceId } from '../../../core/domain/ids.ts'
import { useApp, useLocation, useMay, useSync } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import officeStyles from '../office.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import { BringInSheet } from './bring-in-sheet.tsx'
import { officeCompleteness } from './device-list.ts'
import { DeviceRow } from './device-row.tsx'
import { DeviceSheet } from './device-sheet.tsx'
import styles from './devices.module.css'
import { PairingSheet } from './pairing-sheet.tsx'
import { type Devices, useDevices } from './use-devices.ts'

type Open =
  | { readonly kind: 'pairing'; readonly replaces: DeviceId | null }
  | { readonly kind: 'bring-in' }
  | { readonly kind: 'device'; readonly id: DeviceId }

/** Every device of this location, whether all of it is here, and the way in for one more. */
export function DevicesScreen() {
  const known = useDevices()
  const mayPair = useMay('pair-device')
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const device = open?.kind === 'device' ? known.devices.find(({ id }) => id === open.id) : undefined
  return (
    <>
      <ScreenHead title="Devices">
        <Button icon={FileUp} onClick={() => setOpen({ kind: 'bring-in' })} data-testid="bring-in-open">
          Bring in a till’s file
        </Button>
        {mayPair && (
          <Button
            look="go"
            icon={Plus}
            onClick={() => setOpen({ kind: 'pairing', replaces: null })}
            data-testid="pair-device"
          >
            Pair another device
          </Button>
        )}
      </ScreenHead>
      <IsItAllHere known={known} />
      <section className={officeStyles.card} aria-label="Devices of this location">
        <ul className={styles.devices}>
          {known.devices.map((one) => (
            <DeviceRow
              key={one.id}
              device={one}
              onOpen={mayPair ? () => setOpen({ kind: 'device', id: one.id }) : null}
            />
          ))}
        </ul>
        <p className={officeStyles.quiet}>
          Each device sells on its own, with or without a network, and tells the others when there is one.
        </p>
      </section>
      {open?.kind === 'pairing' && <PairingSheet replaces={open.replaces} onClose={close} />}
      {open?.kind === 'bring-in' && <BringInSheet onClose={close} />}
      {device && (
        <DeviceSheet
          device={device}
          onClose={close}
          onReplace={() => setOpen({ kind: 'pairing', replaces: device.id })}
        />
      )}
    </>
  )
}

/** One line that a manager can believe. */
function IsItAllHere({ known: { devices, answer, problem } }: { known: Devices }) {
  const { replica, locale } = useApp()
  const { zone } = useLocation()
  const ownUnsent = useSync((status) => status.unsent)
  const moment = (heardAgoMs: number) => {
    const format = heardAgoMs > 43_200_000 ? formatMoment : formatTime
    return format(replica.deps.now() - heardAgoMs, zone, locale)
  }
  const completeness = officeCompleteness(devices, answer, {
    own: replica.identity.device,
    ownUnsent,
    moment,
  })
  const words = completeness?.words ?? unknownWords(problem !== null)
  return (
    <section
      className={cx(styles.answer, completeness && (completeness.complete ? styles.yes : styles.no))}
      data-testid="completeness"
      data-complete={completeness?.complete ?? 'unknown'}
    >
      <h2 className={styles.question}>Is it all here?</h2>
      <p role="status">{words}</p>
      {answer?.recovering === true && (
        <p>
          The endpoint came back from a backup. Until every device has been heard again, no capped stock is
          granted anew; tills sell what they hold.
        </p>
      )}
    </section>
  )
}

const unknownWords = (unreachable: boolean) =>
  unreachable
    ? 'Only the endpoint can tell, and it does not answer now. Below is what this device knows; nothing is lost meanwhile.'
    : 'Asking the endpoint …'
