import { useState } from 'react'
import {
  type ColumnMapping,
  MAPPED_FIELDS,
  type MappedField,
} from '../../../core/catalogue/column-mapping.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import styles from './import.module.css'
import type { ImportState } from './import-store.ts'

const FIELD_LABELS: Readonly<Record<MappedField, string>> = {
  name: 'Product name',
  price: 'Price',
  sku: 'SKU',
  barcode: 'Barcode',
  category: 'Category',
  stock: 'Stock',
  cost: 'Cost',
  tax: 'Tax',
  lowMark: 'Low mark',
  picture: 'Picture address',
  option1: 'First option (size, colour …)',
  option2: 'Second option',
  option3: 'Third option',
  description: 'Description',
  handle: 'Handle: the same in all rows of a product',
}

const NOWHERE = ''

export interface MappingStepProps {
  readonly state: Extract<ImportState, { kind: 'mapping' }>
  readonly onMap: (mapping: ColumnMapping) => void
  readonly onReset: () => void
}

/** Which column holds what, proposed by the header's words and settled by the person, once for each header. */
export function MappingStep({ state, onMap, onReset }: MappingStepProps) {
  const { preview, file } = state
  const [mapping, setMapping] = useState<ColumnMapping>(state.mapping)
  const [error, setError] = useState<string | null>(null)
  const choose = (field: MappedField, column: string) => {
    setError(null)
    setMapping(({ [field]: _, ...rest }) => (column === NOWHERE ? rest : { ...rest, [field]: column }))
  }
  const submit = () => {
    if (mapping.name === undefined)
      setError('Say which column holds the product name. All others can stay empty.')
    else onMap(mapping)
  }
  return (
    <form
      className={styles.step}
      data-testid="import-mapping"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div>
        <h2 className={styles.title}>What do the columns hold?</h2>
        <p className={styles.quiet}>
          {file.name} is no export that is known by its header. This is asked once: the next file with the
          same columns is read the same way.
        </p>
      </div>
      <div className={styles.fields}>
        {MAPPED_FIELDS.map((field) => (
          <SelectField
            key={field}
            label={FIELD_LABELS[field]}
            value={mapping[field] ?? NOWHERE}
            onChange={(column) => choose(field, column)}
            error={field === 'name' ? error : null}
            hint={sampleOf(preview, mapping[field])}
            options={[{ value: NOWHERE, label: 'Not in this file' }, ...columnOptions(preview.columns)]}
            data-testid={`import-map-${field}`}
          />
        ))}
      </div>
      <div className={styles.actions}>
        <Button look="go" type="submit" data-testid="import-map-done">
          Show what will change
        </Button>
        <Button onClick={onReset}>Choose another file</Button>
      </div>
    </form>
  )
}

const columnOptions = (columns: readonly string[]) =>
  [...new Set(columns)].filter((column) => column !== '').map((column) => ({ value: column, label: column }))

/** The column's first filled cells, to see whether it is the right one. */
function sampleOf(
  { columns, sample }: MappingStepProps['state']['preview'],
  column: string | undefined,
): string | null {
  const index = column === undefined ? -1 : columns.indexOf(column)
  const cells = sample.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '')
  return cells.length === 0 ? null : `For example: ${cells.slice(0, 2).join(', ')}`
}
