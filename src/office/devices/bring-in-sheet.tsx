import FileUp from 'lucide-react/icons/file-up'
import { useState } from 'react'
import type { DeviceId } from '../../../core/domain/ids.ts'
import { useApp } from '../../app/app-context.tsx'
import type { EndpointProblem } from '../../app/endpoint.ts'
import { useWordsContext } from '../../app/use-words-context.ts'
import { type BroughtIn, bringIn, type FileFlaw, readOutboxFile } from '../../replica/outbox-file.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './devices.module.css'

type Step =
  | { readonly kind: 'choose'; readonly problem: string | null }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly brought: readonly BroughtIn[]; readonly notes: readonly string[] }

/** A till that cannot come online itself: its file of unsent entries is handed over from here. */
export function BringInSheet({ onClose }: { onClose: () => void }) {
  const { step, take } = useBringIn()
  return (
    <Sheet title="Bring in a till’s file" onClose={onClose} testId="bring-in-sheet">
      {step.kind === 'choose' && <Choose problem={step.problem} onFile={take} />}
      {step.kind === 'working' && <p role="status">Handing over …</p>}
      {step.kind === 'done' && (
        <>
          <ul className={styles.brought} data-testid="bring-in-done">
            {step.brought.map((one) => (
              <Brought key={one.device} brought={one} />
            ))}
          </ul>
          {step.notes.map((note) => (
            <p key={note} role="alert" className={styles.risk}>
              {note}
            </p>
          ))}
          <Button look="go" onClick={onClose}>
            Done
          </Button>
        </>
      )}
    </Sheet>
  )
}

function Choose({ problem, onFile }: { problem: string | null; onFile: (file: File) => void }) {
  return (
    <>
      <p>
        On the till that cannot come online: press the status, then “Save unsent sales as a file”. Choose that
        file here. Nothing is counted twice, also when the till comes back later.
      </p>
      <label className={styles.file}>
        <Icon of={FileUp} size={32} />
        <span className={styles.fileLabel}>Choose the till’s file</span>
        <input
          type="file"
          className="visually-hidden"
          accept=".ndjson,.json,.txt,application/x-ndjson"
          data-testid="bring-in-file"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) onFile(file)
            event.target.value = ''
          }}
        />
      </label>
      {problem !== null && (
        <p className={styles.problem} role="alert" data-testid="bring-in-problem">
          {problem}
        </p>
      )}
    </>
  )
}

/** Far above what a till saves in a month, far below what a browser can read. */
const MOST_BYTES = 500 * 1024 * 1024

function useBringIn() {
  const { replica, endpoint } = useApp()
  const { device: name } = useWordsContext()
  const [step, setStep] = useState<Step>({ kind: 'choose', problem: null })
  const take = async (file: File) => {
    if (file.size > MOST_BYTES) return setStep({ kind: 'choose', problem: FLAWS.nonsense })
    const text = await file.text().catch(() => null)
    if (text === null) return setStep({ kind: 'choose', problem: UNOPENED })
    const read = readOutboxFile(text, replica.identity)
    if (!read.ok) return setStep({ kind: 'choose', problem: FLAWS[read.error.kind] })
    setStep({ kind: 'working' })
    const deps = { identity: replica.identity, push: endpoint.push, build: 'a file' }
    const brought: BroughtIn[] = []
    const notes = read.value.unreadable.slice(0, 5).map((line) => unreadableWords(line))
    for (const journal of read.value.journals) {
      const one = await bringIn(deps, journal)
      if (one.ok) brought.push(one.value)
      else notes.push(problemWords(one.error, name(journal.device)))
    }
    setStep({ kind: 'done', brought, notes })
  }
  return { step, take: (file: File) => void take(file) }
}

const UNOPENED =
  'This file could not be opened. Copy it to this device, then choose it again. Nothing was changed.'

const FLAWS: Readonly<Record<FileFlaw['kind'], string>> = {
  empty: 'This file is empty: the till had nothing unsent when it was saved. Nothing was changed.',
  nonsense:
    'This is not a till’s file of unsent sales: no line of it is an entry. Nothing was changed. On the till, press the status and “Save unsent sales as a file”.',
  'other-location':
    'This file is from another pop-up. Nothing was changed: bring it in at the office of that one.',
  own: 'This file is from this very device. It hands its sales over by itself as soon as it is online; nothing was changed.',
}

const unreadableWords = (line: number) =>
  `Line ${line} is cut off or damaged and was left out. It is still on the till, if the till still lives.`

function problemWords(problem: EndpointProblem, device: string): string {
  if (problem.kind === 'unreachable')
    return `The network is away, so ${device}’s entries were not handed over whole. Keep the file and bring it in again: what has arrived is not counted twice.`
  return `${device}: ${problem.message}`
}

function Brought({ brought }: { brought: BroughtIn }) {
  const { device: name } = useWordsContext()
  const { device, added, known, flagged, missing } = brought
  const count = (entries: number) => `${entries} ${entries === 1 ? 'entry' : 'entries'}`
  return (
    <li>
      <p className={styles.name}>{name(device as DeviceId)}</p>
      <p data-testid="bring-in-counts" data-added={added} data-known={known}>
        {count(added)} new, {count(known)} there already.
      </p>
      {flagged.length > 0 && (
        <p>{count(flagged.length)} kept but not simply recorded: each stands under Decisions.</p>
      )}
      {missing && (
        <p className={styles.problem}>
          {missing.from === missing.to
            ? `Entry ${missing.from} is neither here nor in the file`
            : `Entries ${missing.from} to ${missing.to} are neither here nor in the file`}
          , so what follows was not taken. Save a fresh file on the till, or let it come online.
        </p>
      )}
    </li>
  )
}
