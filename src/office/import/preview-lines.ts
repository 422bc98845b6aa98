/** A preview's lists as lines of one shape, so that one windowed list shows them all. Pure. */
import type { ImportPreview } from './import-messages.ts'
import { counted, rowsWords } from './import-words.ts'

export const PREVIEW_TABS = ['added', 'changed', 'skipped', 'notes', 'unchanged'] as const
export type PreviewTab = (typeof PREVIEW_TABS)[number]

export interface PreviewLine {
  readonly key: string
  /** "Row 5". */
  readonly place: string
  readonly title: string
  readonly detail: string
}

export const TAB_LABELS: Readonly<Record<PreviewTab, string>> = {
  added: 'Added',
  changed: 'Changed',
  skipped: 'Left out',
  notes: 'Notes',
  unchanged: 'As before',
}

/** How many lines a tab has, without making them. */
export function countOf(preview: ImportPreview, tab: PreviewTab): number {
  if (tab === 'added') return preview.adds.length
  if (tab === 'changed') return preview.changes.length
  if (tab === 'skipped') return preview.skipped.length
  return tab === 'notes' ? preview.findings.length : preview.unchanged.length
}

/** The tab that is worth looking at first. */
export const firstTab = (preview: ImportPreview): PreviewTab =>
  PREVIEW_TABS.find((tab) => countOf(preview, tab) > 0) ?? 'added'

/** A tab's lines. */
export function linesOf(preview: ImportPreview, tab: PreviewTab): readonly PreviewLine[] {
  switch (tab) {
    case 'added':
      return preview.adds.map(productLine)
    case 'unchanged':
      return preview.unchanged.map(productLine)
    case 'changed':
      return preview.changes.flatMap(({ id, name, changes }) =>
        changes.map(({ row, field, before, after }, index) => ({
          key: `${id}-${index}`,
          place: `Row ${row}`,
          title: name,
          detail:
            field === 'New variant'
              ? `New variant: ${after}`
              : `${field}: ${orNothing(before)} → ${orNothing(after)}`,
        })),
      )
    case 'skipped':
      return preview.skipped.map(({ row, name, finding }, index) => ({
        key: `${row}-${index}`,
        place: `Row ${row}`,
        title: name || 'No name',
        detail: withColumn(finding),
      }))
    case 'notes':
      return preview.findings.map((finding, index) => ({
        key: `${finding.row}-${index}`,
        place: finding.row === 0 ? 'Whole file' : `Row ${finding.row}`,
        title: finding.column ?? 'Note',
        detail: finding.message,
      }))
  }
}

function productLine({ id, name, category, variants, rows }: ImportPreview['adds'][number]): PreviewLine {
  const parts = [category, variants > 1 ? counted(variants, 'variant') : null]
  return { key: id, place: rowsWords(rows), title: name, detail: parts.filter(Boolean).join(' · ') }
}

const orNothing = (text: string) => (text === '' ? 'nothing' : text)

const withColumn = ({ column, message }: { readonly column: string | null; readonly message: string }) =>
  column === null ? message : `${column}: ${message}`
