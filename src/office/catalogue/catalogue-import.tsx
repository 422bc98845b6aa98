/** A file of products, from drop zone to done. Stands alone: the set-up embeds it too. */
import { useEffect, useEffectEvent } from 'react'
import { useStore } from 'zustand'
import { unreachable } from '../../../core/assert.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ChooseFile } from '../import/choose-file.tsx'
import styles from '../import/import.module.css'
import { ImportDone, type Leave } from '../import/import-done.tsx'
import { ImportPreviewStep } from '../import/import-preview-step.tsx'
import type { ImportFlow, ImportState } from '../import/import-store.ts'
import { MappingStep } from '../import/mapping-step.tsx'
import { useImport } from '../import/use-import.ts'

export interface CatalogueImportProps {
  /** Called when the products are in. */
  readonly onDone?: (() => void) | undefined
  /** A button to go on with, where the screen around has none: what it says and does. */
  readonly leave?: Leave | undefined
}

/** Imports one file after another. Nothing is written before the person has seen what will change. */
export function CatalogueImport({ onDone, leave }: CatalogueImportProps) {
  const flow = useImport()
  const state = useStore(flow.store)
  const done = state.kind === 'done'
  const hear = useEffectEvent(() => onDone?.())
  useEffect(() => {
    if (done) hear()
  }, [done])
  return (
    <section
      className={styles.import}
      aria-label="Catalogue import"
      data-testid="catalogue-import"
      data-step={state.kind}
    >
      <ImportStep {...{ flow, state, leave }} />
    </section>
  )
}

interface ImportStepProps {
  readonly flow: ImportFlow
  readonly state: ImportState
  readonly leave: Leave | undefined
}

function ImportStep({ flow, state, leave }: ImportStepProps) {
  switch (state.kind) {
    case 'choose':
      return <ChooseFile onFile={flow.choose} onRefuse={flow.refuse} problem={state.problem} />
    case 'reading':
      return <Progress label={`Reading ${state.file.name}`} done={state.done} total={state.total} />
    case 'mapping':
      return <MappingStep key={state.file.name} state={state} onMap={flow.map} onReset={flow.reset} />
    case 'preview':
      return <ImportPreviewStep state={state} flow={flow} />
    case 'writing': {
      const { rowCount, bodyCount } = state.preview
      const done = Math.round((state.written / Math.max(1, bodyCount)) * rowCount)
      return <Progress label="Importing. Keep this page open." done={done} total={rowCount} />
    }
    case 'done':
      return <ImportDone {...{ state, leave }} onAgain={flow.reset} />
    case 'stopped':
      return (
        <ChooseFile
          onFile={flow.choose}
          onRefuse={flow.refuse}
          problem={`${state.problem} Choose ${state.file.name} again to go on: what is imported already stays as it is.`}
        />
      )
    default:
      return unreachable(state)
  }
}

/** Short work needs no bar: it would be gone before it is read. */
const BAR_FROM = 500

function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <div className={styles.progress} role="status">
      {total > BAR_FROM ? <ProgressBar label={label} done={done} total={total} /> : <p>{label} …</p>}
    </div>
  )
}
