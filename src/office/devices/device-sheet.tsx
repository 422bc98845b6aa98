import { type FormEvent, useState } from 'react'
import { useApp, useStaff } from '../../app/app-context.tsx'
import { useWordsContext } from '../../app/use-words-context.ts'
import { writeSettings } from '../../replica/deeds.ts'
import { closeShiftFromAfar, reclaimFrom, removeDevice } from '../../replica/device-deeds.ts'
import { recallLeases } from '../../replica/leases.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import { deviceName, type ListedDevice } from './device-list.ts'
import styles from './devices.module.css'

export interface DeviceSheetProps {
  readonly device: ListedDevice
  readonly onClose: () => void
  /** Shows a code for another tablet in its place. */
  readonly onReplace: () => void
}

/** What can be done about a device from here. */
export function DeviceSheet({ device, onClose, onReplace }: DeviceSheetProps) {
  const { replica } = useApp()
  const own = device.id === replica.identity.device
  const part = { device, onClose }
  return (
    <Sheet title={deviceName(device)} onClose={onClose} testId="device-sheet">
      <Rename {...part} />
      {!own && device.shift && <CloseShift {...part} />}
      {!own && device.recallable.length > 0 && <Recall {...part} />}
      {!own && device.holds.length > 0 && <Reclaim {...part} />}
      {device.letter !== '' && !own && (
        <Part
          title="Replace this till"
          words="Its tablet is lost, broken or was wiped: another one takes its place, goes on with its shift, and this one’s pairing ends."
        >
          <Button onClick={onReplace} data-testid="device-replace">
            Show a code for the new tablet
          </Button>
        </Part>
      )}
      {!own && !device.removed && device.letter !== '' && <Remove {...part} />}
    </Sheet>
  )
}

type PartProps = Pick<DeviceSheetProps, 'device' | 'onClose'>

function Part(props: { title: string; words: string; children: React.ReactNode }) {
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>{props.title}</h3>
      <p className={styles.partWords}>{props.words}</p>
      {props.children}
    </section>
  )
}

/** Runs a deed and says how it went; a failed one leaves the sheet open. */
function useDeed(onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const run = async (
    deed: () => Promise<{ ok: true } | { ok: false; error: Parameters<typeof failureText>[0] }>,
    done: string,
  ) => {
    setBusy(true)
    const written = await deed()
    setBusy(false)
    say(written.ok ? done : failureText(written.error), written.ok ? {} : { tone: 'stop' })
    if (written.ok) onDone()
  }
  return { busy, run }
}

function Rename({ device, onClose }: PartProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const { busy, run } = useDeed(onClose)
  const [name, setName] = useState(device.name)
  const [error, setError] = useState<string | null>(null)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = name.trim()
    if (trimmed === '' || trimmed.length > 60)
      return setError('Give the device a name of up to 60 characters.')
    const patch = { record: 'device', id: device.id, fields: { name: trimmed } } as const
    void run(() => writeSettings(replica, [patch], staff?.id ?? null), `Now called ${trimmed}`)
  }
  return (
    <form className={styles.form} noValidate onSubmit={save}>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={error}
        autoComplete="off"
        data-testid="device-name"
      />
      <Button look="go" type="submit" disabled={busy} data-testid="device-rename">
        Save the name
      </Button>
    </form>
  )
}

function CloseShift({ device, onClose }: PartProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const { busy, run } = useDeed(onClose)
  const { shift } = device
  if (!shift) return null
  const close = () => closeShiftFromAfar(replica, { device: device.id, shift: shift.id }, staff?.id ?? null)
  return (
    <Part
      title={`Close its shift ${shift.number}`}
      words="As far as its sales are known here. One that comes later is counted and named as late; the till opens a new shift with its next sale."
    >
      <Button
        disabled={busy}
        onClick={() => void run(close, `Shift ${shift.number} is closed`)}
        data-testid="device-close-shift"
      >
        Close the shift from here
      </Button>
    </Part>
  )
}

function Recall({ device, onClose }: PartProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const { busy, run } = useDeed(onClose)
  const recall = () => recallLeases(replica, device.recallable, staff?.id ?? null)
  return (
    <Part
      title="Ask for its capped stock"
      words={`It gives back what is in no cart as soon as it hears of this. It holds ${useHeldWords(device)}.`}
    >
      <Button
        disabled={busy}
        onClick={() => void run(recall, 'Asked. It is given back as soon as the till hears of it.')}
        data-testid="device-recall"
      >
        Ask for it back
      </Button>
    </Part>
  )
}

/** For a till that will not be heard again: nothing else ever gives its stock back. */
function Reclaim({ device, onClose }: PartProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const { busy, run } = useDeed(onClose)
  const held = useHeldWords(device)
  const reclaim = () => reclaimFrom(replica, device.id, staff?.id ?? null)
  return (
    <Part
      title="Take its capped stock back without it"
      words={`For a till that is lost or broken. It holds ${held}. If it still sells some of them cut off, those sales stand, may be too many, and are named for you.`}
    >
      <Button
        look="stop"
        disabled={busy}
        onClick={() => void run(reclaim, 'Taken back: the other tills can sell it now.')}
        data-testid="device-reclaim"
      >
        Take back {held}
      </Button>
    </Part>
  )
}

function useHeldWords({ holds }: ListedDevice): string {
  const { product, quantity } = useWordsContext()
  return holds.map((held) => `${quantity(held.quantity)} × ${product(held.variant)}`).join(', ')
}

/** Cannot be undone: the tablet would have to be paired anew. */
function Remove({ device, onClose }: PartProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const { busy, run } = useDeed(onClose)
  const [reclaim, setReclaim] = useState(false)
  const held = useHeldWords(device)
  const name = deviceName(device)
  const remove = () => removeDevice(replica, { device: device.id, reclaim }, staff?.id ?? null)
  return (
    <Part
      title="Remove it"
      words="From the next moment online its key opens nothing here. Sales that it still holds are taken in when it brings them, each named for you to look at. To use it again, pair it anew."
    >
      {device.holds.length > 0 && (
        <>
          <p className={styles.risk}>
            It holds {held}. If it is cut off it can still sell them: taken back and sold here too, they would
            be sold twice.
          </p>
          <CheckField
            label="Take back what it holds, for the other tills"
            checked={reclaim}
            onChange={setReclaim}
          />
        </>
      )}
      <Button
        look="stop"
        disabled={busy}
        onClick={() => void run(remove, `${name} is removed`)}
        data-testid="device-remove"
      >
        Remove {name}
      </Button>
    </Part>
  )
}
