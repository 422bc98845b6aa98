import Check from 'lucide-react/icons/check'
import Search from 'lucide-react/icons/search'
import { useState } from 'react'
import { formatMoment, formatRate } from '../../../core/domain/format.ts'
import type { StaffId, TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { type Minor, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { readVoucherCode, type VoucherCodeFlaw } from '../../../core/domain/voucher-code.ts'
import { useLocation, useSync } from '../../app/app-context.tsx'
import type { Allowance } from '../../replica/sale-checks.ts'
import { type VoucherStanding, voidedBy, voucherStanding } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { redemption } from '../cart/take-code.ts'
import { Price, useMoneyWriting, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import { partsOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { isInTouch } from './pay-deeds.ts'
import {
  type IssuingLine,
  issuingLine,
  OTHER_MODE_VOUCHER,
  singlePurposeUse,
  type VoucherUse,
  voucherUse,
} from './voucher-use.ts'
import { limitWords } from './voucher-words.ts'

interface Found {
  readonly code: VoucherCode
  /** null: nobody that this till has heard of has issued it. */
  readonly standing: VoucherStanding | null
  /** Of a single-purpose voucher: the line that sold it. */
  readonly line: IssuingLine | null
  /** The receipt of the void sale that issued it, where no other has. */
  readonly voidedBy: string | null
}

/** A voucher or store credit: its code, what is on it, and what it pays. */
export function VoucherTender() {
  const till = useTill()
  const [found, setFound] = useState<Found | null>(null)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const find = async () => {
    const code = readVoucherCode(text)
    if (!code.ok) return setProblem(CODE_WORDS[code.error])
    const standing = await voucherStanding(till.app.replica, code.value)
    const isSingle = standing?.purpose === 'single'
    const line = isSingle ? await issuingLine(till.app.replica, standing) : null
    const issuer = standing ? null : await voidedBy(till.app.replica, code.value)
    setFound({ code: code.value, standing, line, voidedBy: issuer })
    setProblem(null)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void find()
      }}
    >
      <TextField
        label="Code"
        hint="Type it, or scan it."
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        data-testid="voucher-code"
        data-takes-scans
        ref={focusOnMount}
        value={text}
        error={problem}
        onChange={(next) => {
          setText(next)
          setFound(null)
        }}
      />
      {found ? (
        <FoundVoucher found={found} />
      ) : (
        <>
          <span className={styles.space} />
          <Button look="go" size="large" wide icon={Search} type="submit" data-testid="voucher-find">
            Look it up
          </Button>
        </>
      )}
    </form>
  )
}

const CODE_WORDS: Readonly<Record<VoucherCodeFlaw, string>> = {
  'too-short': 'The code has twelve characters: some are missing.',
  'too-long': 'The code has twelve characters: these are more.',
  'bad-character': 'A character of this cannot be in a code. Compare it with the voucher.',
  'wrong-check': 'A character is wrong, or two are swapped. Compare it with the voucher.',
}

function FoundVoucher({ found }: { readonly found: Found }) {
  const { standing, line } = found
  if (standing?.purpose === 'single') return <SingleVoucher standing={standing} line={line} />
  return <MultiVoucher found={found} />
}

function MultiVoucher({ found }: { readonly found: Found }) {
  const { code, standing } = found
  const { part, priced, take } = usePay()
  const { voucherOfflineMinor } = useLocation()
  const { app } = useTill()
  // Read again whenever the line changes.
  useSync(({ state }) => state)
  const use = voucherUse({
    ...{ code, standing, voidedBy: found.voidedBy },
    dueMinor: part.amountMinor,
    parts: partsOf(priced),
    offlineMinor: isInTouch(app) ? null : voucherOfflineMinor,
  })
  const kind = standing?.purpose === 'store-credit' ? 'store-credit' : 'voucher'
  const takeIt = (allowed: readonly Allowance[]) => {
    const id = app.replica.deps.newId() as TenderId
    void take({ ...part, kind, id, voucher: code, amountMinor: use.amountMinor }, { allowed })
  }
  return <VoucherCard {...found} use={use} onTake={takeIt} />
}

interface VoucherCardProps extends Pick<Found, 'standing' | 'line' | 'voidedBy'> {
  readonly use: VoucherUse
  readonly onTake: (allowed: readonly Allowance[], passedBy?: StaffId) => void
}

function VoucherCard({ standing, use, line, voidedBy: issuer, onTake }: VoucherCardProps) {
  const { currency, locale } = useMoneyWriting()
  const till = useTill()
  const isPayable = use.amountMinor > 0
  const money = (minor: Minor) => formatMoney(minor, currency, locale)
  const expired = isExpired(standing, till.app.replica.deps.now())
  const unknown = standing === null
  const take = () => {
    if (!expired && !unknown) return onTake([])
    const deed = expired ? 'Taking a voucher that has expired' : 'Taking a voucher that is not known here'
    withPermission(till, 'override-price', deed, (by) =>
      onTake([expired ? 'voucher-expired' : 'voucher-unknown'], by),
    )
  }
  return (
    <>
      <VoucherFacts standing={standing} use={use} />
      <LimitWords {...{ use, standing, line, voidedBy: issuer }} />
      {expired && (
        <p className={`${styles.note} ${styles.warn}`} role="status" data-testid="voucher-expired">
          It has expired by this device’s clock. A manager may take it all the same.
        </p>
      )}
      <span className={styles.space} />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        data-testid="tender-done"
        disabled={!isPayable}
        onClick={take}
      >
        {isPayable ? `Take ${money(use.amountMinor)} from it` : 'It pays nothing'}
      </Button>
    </>
  )
}

const isExpired = (standing: VoucherStanding | null, now: number): boolean =>
  standing !== null && standing.expiresAt !== null && standing.expiresAt < now

function VoucherFacts({ standing, use }: Pick<VoucherCardProps, 'standing' | 'use'>) {
  const { zone } = useLocation()
  const { locale } = useMoneyWriting()
  const expiresAt = standing?.expiresAt ?? null
  return (
    <dl className={`${styles.facts} ${styles.note}`}>
      <div>
        <dt>On it now</dt>
        <dd>{standing ? <Price testId="voucher-balance" minor={use.heldMinor} /> : 'Not known here'}</dd>
      </div>
      {standing && (
        <div>
          <dt>Good until</dt>
          <dd>{expiresAt === null ? 'No end' : formatMoment(expiresAt, zone, locale)}</dd>
        </div>
      )}
      <div>
        <dt>Pays</dt>
        <dd>
          <Price testId="voucher-pays" minor={use.amountMinor} />
        </dd>
      </div>
      {standing && (
        <div>
          <dt>Left on it then</dt>
          <dd>
            <Price testId="voucher-rest" minor={use.restMinor} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function LimitWords({ use, standing, line, voidedBy: issuer }: Omit<VoucherCardProps, 'onTake'>) {
  const { voucherOfflineMinor } = useLocation()
  const { currency, locale } = useMoneyWriting()
  const money = (minor: Minor) => formatMoney(minor, currency, locale)
  const words = limitWords(use, {
    issued: money(standing?.issued.amountMinor ?? ZERO),
    offline: money(voucherOfflineMinor),
    goods: line && { name: line.name, rate: formatRate(line.taxRate.ppm, locale) },
    voidedBy: issuer,
  })
  if (words === null) return null
  return (
    <p
      className={use.limit === 'balance' ? styles.note : `${styles.note} ${styles.warn}`}
      role="status"
      data-testid="voucher-limit"
      data-kind={use.limit}
    >
      {words}
    </p>
  )
}

interface SingleVoucherProps {
  readonly standing: VoucherStanding
  readonly line: IssuingLine | null
}

/** Its tax was paid when it was sold: it comes back as a line, so that the tax of the goods nets out. */
function SingleVoucher({ standing, line }: SingleVoucherProps) {
  const { priced, addLine } = usePay()
  const { voucherOfflineMinor } = useLocation()
  const till = useTill()
  // Read again whenever the line changes.
  useSync(({ state }) => state)
  if (!line)
    return (
      <p className={`${styles.note} ${styles.warn}`} role="alert">
        This till does not hold the sale of this voucher, so it does not know its tax. It comes when the till
        is in touch again; until then take it at the till that sold it.
      </p>
    )
  if (partsOf(priced).length > 0)
    return (
      <p className={`${styles.note} ${styles.warn}`} role="alert">
        This voucher becomes a line of the sale. Take back the parts that were paid, then take it first.
      </p>
    )
  if (line.taxMode !== priced.taxMode)
    return (
      <p className={`${styles.note} ${styles.warn}`} role="alert">
        {OTHER_MODE_VOUCHER}
      </p>
    )
  const use = singlePurposeUse(standing, line, {
    priced,
    offlineMinor: isInTouch(till.app) ? null : voucherOfflineMinor,
  })
  const redeem = (_: readonly Allowance[], passedBy?: StaffId) =>
    addLine(redemption(till.app.replica.deps.newId(), line, { amountMinor: use.amountMinor, passedBy }))
  return <VoucherCard standing={standing} line={line} voidedBy={null} use={use} onTake={redeem} />
}
