/** Who changed what, the newest first. */
import History from 'lucide-react/icons/history'
import { useEffect, useMemo, useState } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import type { RecordKind } from '../../../core/journal/settings.ts'
import type { State } from '../../../core/journal/state.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { useLedger } from '../../app/use-ledger.ts'
import { useWordsContext } from '../../app/use-words-context.ts'
import {
  type ChangesPage,
  type ChangesReader,
  openChanges,
  type RecordChange,
  type SettingsChange,
} from '../../replica/changes.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import officeStyles from '../office.module.css'
import { percentText } from '../percent-text.ts'
import { ScreenHead } from '../shell/screen-head.tsx'
import { type ChangeContext, fieldWords, recordWords, summaryWords } from './change-words.ts'
import styles from './changes.module.css'

/** Entries with more records than this are told in one line until they are opened. */
const SHORT = 6
/** An opened import is still cut off somewhere. */
const MOST_SHOWN = 100

export function ChangesScreen() {
  const { page, readMore, busy } = useChanges()
  const context = useChangeContext()
  return (
    <>
      <ScreenHead title="Who changed what" />
      <section className={officeStyles.card} aria-label="Changes, the newest first">
        {page && context && page.changes.length === 0 && !page.more && (
          <EmptyState icon={History} title="Nothing was changed yet">
            Prices, products, people, devices and the location: each change is named here with who did it.
          </EmptyState>
        )}
        <ol className={styles.changes}>
          {context &&
            page?.changes.map((change) => <Change key={change.entry} change={change} context={context} />)}
        </ol>
        {page?.more === true && (
          <div>
            <Button disabled={busy} onClick={readMore} data-testid="changes-more">
              Show more
            </Button>
          </div>
        )}
        {page && !page.more && page.changes.length > 0 && (
          <p className={officeStyles.quiet}>That is everything that this device knows of.</p>
        )}
      </section>
    </>
  )
}

/** Reads anew when another change has come while the screen is open. */
function useChanges() {
  const { replica } = useApp()
  const [reader, setReader] = useState<ChangesReader>(() => openChanges(replica))
  const [page, setPage] = useState<ChangesPage | null>(null)
  const [busy, setBusy] = useState(false)
  const products = useViews((views) => views.products)
  const names = useViews((views) => views.deviceNames)
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two tell that settings have changed.
  useEffect(() => setReader(() => openChanges(replica)), [replica, products, names])
  useEffect(() => {
    let wanted = true
    const readFirst = async () => {
      let read = await reader.readMore()
      // A day of sales may lie between now and the last change.
      while (wanted && read.changes.length === 0 && read.more) read = await reader.readMore()
      if (wanted) setPage(read)
    }
    void readFirst()
    return () => {
      wanted = false
    }
  }, [reader])
  const readMore = () => {
    setBusy(true)
    void reader
      .readMore()
      .then(setPage)
      .finally(() => setBusy(false))
  }
  return { page, readMore, busy }
}

/** Names of records as they are now, removed ones included. */
function selectNames({ settings }: State): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const keep = (record: RecordKind, id: string, name: string | undefined) =>
    names.set(`${record}/${id}`, name ?? '')
  for (const [id, { name }] of settings.location) keep('location', id, name)
  for (const [id, { name }] of settings.device) keep('device', id, name)
  for (const [id, { name }] of settings.staff) keep('staff', id, name)
  for (const [id, { name, ppm }] of settings['tax-rate'])
    keep('tax-rate', id, [name, ppm === undefined ? '' : percentText(ppm)].filter(Boolean).join(' '))
  for (const [id, { name }] of settings.category) keep('category', id, name)
  for (const [id, { name }] of settings.product) keep('product', id, name)
  for (const [id, { product, options }] of settings.variant) {
    const name = product === undefined ? '' : (settings.product.get(product)?.name ?? '')
    keep('variant', id, [name, ...(options ?? [])].filter(Boolean).join(', '))
  }
  for (const [id, { name }] of settings.promotion) keep('promotion', id, name)
  for (const [id, { code }] of settings.coupon) keep('coupon', id, code)
  for (const [id, { name }] of settings.account) keep('account', id, name)
  for (const [id, { name }] of settings.payee) keep('payee', id, name)
  return names
}

function useChangeContext(): ChangeContext | null {
  const { locale } = useApp()
  const { currency, zone } = useLocation()
  const names = useLedger(selectNames)
  const { device } = useWordsContext()
  return useMemo(
    () =>
      names && {
        ...{ locale, currency, zone, device },
        nameOf: (record: RecordKind, id: string) => names.get(`${record}/${id}`) ?? null,
      },
    [locale, currency, zone, device, names],
  )
}

interface ChangeProps {
  readonly change: SettingsChange
  readonly context: ChangeContext
}

function Change({ change, context }: ChangeProps) {
  const { zone } = useLocation()
  const { locale } = useApp()
  const staff = useViews((views) => views.staff.find(({ id }) => id === change.staff)?.name)
  const [open, setOpen] = useState(change.records.length <= SHORT)
  const by = [
    staff ?? (change.staff === null ? 'The device itself' : 'Somebody who is no longer here'),
    context.device(change.device),
    formatMoment(change.at, zone, locale),
  ]
  return (
    <li className={styles.change} data-testid="change-row">
      <p className={styles.by}>{by.join(' · ')}</p>
      {open ? (
        <ul className={styles.records}>
          {change.records.slice(0, MOST_SHOWN).map((record) => (
            <Record key={`${record.record}/${record.id}`} record={record} context={context} />
          ))}
          {change.records.length > MOST_SHOWN && <li>and {change.records.length - MOST_SHOWN} more</li>}
        </ul>
      ) : (
        <div className={officeStyles.row}>
          <span>{summaryWords(change.records)}</span>
          <Button look="plain" onClick={() => setOpen(true)}>
            Show them
          </Button>
        </div>
      )}
    </li>
  )
}

function Record({ record, context }: { record: RecordChange; context: ChangeContext }) {
  const fields = record.fields.flatMap((field) => {
    const words = fieldWords(field, { ...context, isNew: record.isNew })
    return words ? [words] : []
  })
  return (
    <li>
      <span className={styles.record}>
        {recordWords(record, context)}
        {record.isNew && ' (new)'}
      </span>
      <ul className={styles.fields}>
        {fields.map(({ label, before, after }) => (
          <li key={label}>
            {label}:{' '}
            {before !== null && (
              <>
                <del className={styles.before}>{before}</del>
                {' → '}
              </>
            )}
            <ins className={styles.after}>{after}</ins>
          </li>
        ))}
      </ul>
    </li>
  )
}
