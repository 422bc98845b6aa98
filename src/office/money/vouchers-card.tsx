import Gift from 'lucide-react/icons/gift'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { State } from '../../../core/journal/state.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { useLedger } from '../../app/use-ledger.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Money } from '../../ui/money.tsx'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { useWriting } from './accounts-card.tsx'
import styles from './money.module.css'
import {
  findVouchers,
  type ListedVoucher,
  liabilityOf,
  listVouchers,
  type VoucherStanding,
} from './voucher-list.ts'
import { VoucherSheet } from './voucher-sheet.tsx'
import { STANDING_TONES, STANDING_WORDS, voucherWords } from './voucher-words.ts'

/** So many rows are shown at once: a search is quicker than scrolling through thousands. */
const PAGE = 100

/** Gift cards, store credit and vouchers for certain goods: found by code, with what is owed on all of them. */
export function VouchersCard() {
  const { replica } = useApp()
  const { now } = replica.deps
  const select = useCallback(({ vouchers }: State) => listVouchers(vouchers.values(), now()), [now])
  const vouchers = useLedger(select)
  const [open, setOpen] = useState<ListedVoucher | null>(null)
  return (
    <section className={officeStyles.card} aria-labelledby="vouchers">
      <h2 id="vouchers" className={officeStyles.cardTitle}>
        Vouchers
      </h2>
      {vouchers?.length === 0 && (
        <EmptyState icon={Gift} title="No vouchers yet">
          Gift cards are products of their own kind: add one in the catalogue. A refund can be given as store
          credit. Both stand here with what is left on them.
        </EmptyState>
      )}
      {vouchers && vouchers.length > 0 && (
        <>
          <LiabilityFigures vouchers={vouchers} />
          <VoucherList vouchers={vouchers} onOpen={setOpen} />
        </>
      )}
      {open && <VoucherSheet voucher={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function LiabilityFigures({ vouchers }: { readonly vouchers: readonly ListedVoucher[] }) {
  const writing = useWriting()
  const { giftCardsMinor, storeCreditMinor, goodsMinor, expiredMinor } = liabilityOf(vouchers)
  const figures = [
    ['Owed on gift cards', giftCardsMinor, 'liability-gift-cards'],
    ['Owed as store credit', storeCreditMinor, 'liability-store-credit'],
    ['Goods owed, taxed already', goodsMinor, 'liability-goods'],
    ['Expired', expiredMinor, 'liability-expired'],
  ] as const
  return (
    <dl className={styles.figures}>
      {figures.map(([term, minor, testId]) => (
        <div key={testId}>
          <dt>{term}</dt>
          <dd>
            <Money {...writing} minor={minor} testId={testId} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface VoucherListProps {
  readonly vouchers: readonly ListedVoucher[]
  readonly onOpen: (voucher: ListedVoucher) => void
}

function VoucherList({ vouchers, onOpen }: VoucherListProps) {
  const [query, setQuery] = useState('')
  const [standing, setStanding] = useState<VoucherStanding | null>(null)
  const [most, setMost] = useState(PAGE)
  const sought = useDeferredValue(query)
  const found = useMemo(
    () => findVouchers(vouchers, { query: sought, standing }),
    [vouchers, sought, standing],
  )
  return (
    <>
      <search className={officeStyles.fields}>
        <TextField
          label="Find by code"
          type="search"
          value={query}
          onChange={setQuery}
          autoComplete="off"
          spellCheck={false}
          data-testid="voucher-search"
        />
        <SelectField
          label="Show"
          value={standing ?? ''}
          onChange={(value) => setStanding(value === '' ? null : (value as VoucherStanding))}
          options={[
            { value: '', label: 'All vouchers' },
            ...Object.entries(STANDING_WORDS).map(([value, label]) => ({ value, label })),
          ]}
          data-testid="voucher-standing"
        />
      </search>
      <p className={officeStyles.quiet} role="status" data-testid="voucher-count">
        {countWords(found.length, vouchers.length)}
      </p>
      <ul className={formStyles.rows}>
        {found.slice(0, most).map((voucher) => (
          <VoucherRow key={voucher.code} voucher={voucher} onOpen={() => onOpen(voucher)} />
        ))}
      </ul>
      {found.length > most && (
        <div>
          <Button onClick={() => setMost(most + PAGE)} data-testid="voucher-more">
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

function countWords(found: number, all: number): string {
  const count = all.toLocaleString('en')
  if (found === all) return `${count} ${all === 1 ? 'voucher' : 'vouchers'}`
  return `${found.toLocaleString('en')} of ${count} vouchers`
}

function VoucherRow({ voucher, onOpen }: { readonly voucher: ListedVoucher; readonly onOpen: () => void }) {
  const writing = useWriting()
  const { zone } = useLocation()
  const { code, standing, balanceMinor } = voucher
  return (
    <li className={formStyles.row} data-testid="voucher-row" data-code={code}>
      <div className={formStyles.words}>
        <p className={formStyles.name}>
          <span className={styles.code}>{groupVoucherCode(code)}</span>
          <Badge tone={STANDING_TONES[standing]}>{STANDING_WORDS[standing]}</Badge>
        </p>
        <p className={formStyles.quiet}>{voucherWords(voucher, { ...writing, zone })}</p>
      </div>
      <Money {...writing} minor={balanceMinor} className={styles.amount} testId="voucher-balance" />
      <Button onClick={onOpen} aria-label={`Open ${groupVoucherCode(code)}`} data-testid="voucher-open">
        Open
      </Button>
    </li>
  )
}
