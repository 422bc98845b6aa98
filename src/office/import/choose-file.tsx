import FileUp from 'lucide-react/icons/file-up'
import { type DragEvent, useId, useState } from 'react'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './import.module.css'
import type { ChosenFile } from './import-store.ts'

export interface ChooseFileProps {
  readonly onFile: (file: ChosenFile) => void
  readonly onRefuse: (problem: string) => void
  /** Why the last file was not taken. */
  readonly problem: string | null
}

/** A place to drop a file, which is also the button that opens the file picker. */
export function ChooseFile({ onFile, onRefuse, problem }: ChooseFileProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = async (files: FileList | null) => {
    const [file] = files ?? []
    if (!file) return
    try {
      onFile({ name: file.name, bytes: await file.arrayBuffer() })
    } catch {
      onRefuse(`${file.name} could not be opened. Copy it to this device, then choose it again.`)
    }
  }
  const drag = (event: DragEvent, entering: boolean) => {
    event.preventDefault()
    setOver(entering)
  }
  return (
    <>
      <label
        htmlFor={id}
        className={cx(styles.drop, over && styles.over)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false)
          void take(event.dataTransfer.files)
        }}
      >
        <Icon of={FileUp} size={32} />
        <span className={styles.dropTitle}>Choose a CSV file, or drop it here</span>
        <span className={styles.quiet}>
          From Shopify, Square, WooCommerce or Loyverse, or any sheet with a header row. You see what will
          change before anything does.
        </span>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          className="visually-hidden"
          data-testid="setup-catalogue-file"
          onChange={(event) => {
            void take(event.target.files)
            event.target.value = ''
          }}
        />
      </label>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  )
}
