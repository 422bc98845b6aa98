import { useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { saveText } from '../save-text.ts'
import styles from './import.module.css'
import type { ImportPreview } from './import-messages.ts'
import type { ImportFlow, ImportState } from './import-store.ts'
import { confirmWords, counted } from './import-words.ts'
import { countOf, firstTab, linesOf, PREVIEW_TABS, type PreviewTab, TAB_LABELS } from './preview-lines.ts'
import { PreviewList } from './preview-list.tsx'

export interface ImportPreviewStepProps {
  readonly state: Extract<ImportState, { kind: 'preview' }>
  readonly flow: ImportFlow
}

/** What will be added, changed and left out, and why, before anything is written. */
export function ImportPreviewStep({ state: { file, preview }, flow }: ImportPreviewStepProps) {
  const [tab, setTab] = useState<PreviewTab>(() => firstTab(preview))
  const lines = useMemo(() => linesOf(preview, tab), [preview, tab])
  const words = confirmWords(preview)
  return (
    <div className={styles.step} data-testid="import-preview">
      <div>
        <h2 className={styles.title} data-testid="import-dialect" data-dialect={preview.dialect}>
          {preview.dialect === 'mapped' ? 'A sheet of your own' : `An export from ${preview.label}`}
        </h2>
        <p className={styles.quiet}>
          {file.name}, {counted(preview.rowCount, 'row')}
        </p>
      </div>
      <SegmentedControl
        label="What to look at"
        value={tab}
        onChange={setTab}
        options={PREVIEW_TABS.filter((one) => one === tab || countOf(preview, one) > 0).map((one) => ({
          value: one,
          label: `${TAB_LABELS[one]} ${countOf(preview, one).toLocaleString('en')}`,
          testId: `import-tab-${one}`,
        }))}
      />
      <PreviewList key={tab} label={TAB_LABELS[tab]} lines={lines} />
      <div className={styles.actions}>
        {words === null ? (
          <p className={styles.quiet}>There is nothing to import: the catalogue says all of this already.</p>
        ) : (
          <Button look="go" onClick={flow.confirm} data-testid="import-confirm">
            {words}
          </Button>
        )}
        {preview.dialect === 'mapped' && <Button onClick={flow.remap}>Change the columns</Button>}
        <SaveBadRows preview={preview} fileName={file.name} />
        <Button onClick={flow.reset}>Choose another file</Button>
      </div>
    </div>
  )
}

/** The rows that stay out, as a file with a reason beside each. */
export function SaveBadRows({ preview, fileName }: { preview: ImportPreview; fileName: string }) {
  if (preview.badRowsCsv === '') return null
  const name = `${fileName.replace(/\.[^.]*$/, '')}-left-out.csv`
  return (
    <Button
      onClick={() => saveText(name, `\ufeff${preview.badRowsCsv}`, 'text/csv')}
      data-testid="import-bad-rows"
    >
      Save the {counted(preview.skipped.length, 'left-out row')}
    </Button>
  )
}
