/** S6, S38, S41: which sales are voided, on the till and in the office. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { CartLine } from '../../core/domain/cart.ts'
import type { SaleId, TenderId, VoucherCode } from '../../core/domain/ids.ts'
import { NO_TAX } from '../../core/domain/line.ts'
import { toMinor } from '../../core/domain/money.ts'
import type { Sale } from '../../core/domain/sale.ts'
import { cashTender, type Tender } from '../../core/domain/tender.ts'
import { type Decision, decisionKey } from '../../core/journal/decision.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import { voidObstacleWords } from '../../core/journal/void-obstacle.ts'
import { oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { pieceBack, refundPiece, sellPiece } from '../../test/support/refunds.ts'
import { furnish, OWNER, type TestDevice, testDevice } from '../../test/support/replicas.ts'
import { settleDecision } from './decisions.ts'
import { type RecordedSale, recordSale, tillHead } from './deeds.ts'
import { newDraft } from './new-draft.ts'
import type { Replica } from './replica.ts'
import { closeShift } from './shift.ts'
import { isVoidable, voidRefusal, voidSale } from './void-sale.ts'

const V = 'K3M8PX2A90TW' as VoucherCode

let device: TestDevice
let replica: Replica

beforeEach(async () => {
  device = testDevice()
  replica = await device.openTab()
  await furnish(replica)
})

async function refund({ sale }: RecordedSale): Promise<RecordedSale> {
  const recorded = await refundPiece(replica, sale)
  if (!recorded.ok) throw new Error(recorded.error.kind)
  return recorded.value
}

async function sell(tab: Replica, lines: readonly CartLine[], tender?: object): Promise<Sale> {
  const cart = { ...oneLineCart(tab), lines }
  const priced = pricedOf(cart)
  const { totalMinor } = priced.totals
  const id = `${cart.id}-part` as TenderId
  const given = { id, amountMinor: totalMinor, ...tender } as Tender
  const tenders = tender ? [given] : [cashTender(id, totalMinor, totalMinor) as Tender]
  const recorded = await recordSale(tab, { priced, tenders, staff: OWNER, inTouch: true })
  if (!recorded.ok) throw new Error(recorded.error.kind)
  return recorded.value.sale
}

const goods = (tab: Replica) => oneLineCart(tab).lines

const giftCard = (code = V): CartLine => ({
  ...{ key: 'card', product: null, variant: null, name: 'Gift card', variantName: '', sku: null },
  ...{ quantity: 1000 as CartLine['quantity'], unitMinor: toMinor(1000), listMinor: null, note: '' },
  ...{ taxRate: NO_TAX, kind: 'voucher', voucher: { code, purpose: 'multi', expiresAt: null } },
})

const BY_VOUCHER = { kind: 'voucher', voucher: V }

const isVoid = (sale: Pick<Sale, 'id'>, tab = replica) =>
  tab.store.getState().sales.get(sale.id)?.voided !== null

/** What the office would be asked about a sale. */
function doubtAbout({ id }: { readonly id: SaleId }): Decision {
  const sale = replica.store.getState().sales.get(id)
  if (!sale) throw new Error('no such sale')
  const kind = 'figures-do-not-add-up'
  const { device: of, seq, entry, receipt, totalMinor: amountMinor } = sale
  const place = { key: decisionKey(kind, entry), kind, device: of, seq, entry, receipt } as const
  return { ...place, amountMinor, variant: null, quantity: null, detail: '' }
}

/** The office is asked to void it; and whether anything was written. */
async function inOffice(sale: { readonly id: SaleId }) {
  const { entries } = replica.deps.journal
  const before = await entries.count()
  const answer = { decision: doubtAbout(sale), action: 'void-sale' } as const
  const settled = await settleDecision(replica, answer, OWNER)
  return { settled, written: (await entries.count()) - before }
}

const kindsOpen = () =>
  replica.readState((state) => openDecisions(state).map(({ kind }) => kind)).then((all) => all.sort())

describe('S38: voids and returns', () => {
  it('a sale of which goods came back is not voided, and the words name the refund', async () => {
    const sale = await sellPiece(replica)
    expect(await voidRefusal(replica, sale.sale.id)).toBeNull()
    const back = await refund(sale)
    const refusal = await voidRefusal(replica, sale.sale.id)
    expect(refusal && voidObstacleWords(refusal)).toContain(back.sale.receipt)
    expect(await voidSale(replica, sale.sale.id, 'Test', OWNER)).toEqual({ ok: false, error: refusal })
    expect(isVoid(sale.sale)).toBe(false)
  })

  it('the refund is voided; then nothing has come back, and the sale is as before', async () => {
    const sale = await sellPiece(replica)
    const back = await refund(sale)
    expect(await voidRefusal(replica, back.sale.id)).toBeNull()
    await voidSale(replica, back.sale.id, 'Test', OWNER)
    expect(await voidRefusal(replica, sale.sale.id)).toBeNull()
    expect((await voidSale(replica, sale.sale.id, 'Test', OWNER)).ok).toBe(true)
  })

  it('nor in the office: nothing is written, the decision stays open, and the refund can be voided there', async () => {
    const sale = await sellPiece(replica)
    const back = await refund(sale)
    const { settled, written } = await inOffice(sale.sale)
    expect(settled).toMatchObject({ error: { kind: 'came-back', by: back.sale.receipt } })
    expect(written).toBe(0)
    expect(isVoid(sale.sale)).toBe(false)
    expect((await inOffice(back.sale)).settled.ok).toBe(true)
    expect((await inOffice(sale.sale)).settled.ok).toBe(true)
    expect(isVoid(sale.sale)).toBe(true)
    expect(await kindsOpen()).not.toContain('over-returned')
  })

  it('of a refund in one tab and the office’s void in another one is refused', async () => {
    const sale = await sellPiece(replica)
    const other = await device.openTab()
    await other.catchUp()
    const [back, { settled }] = await Promise.all([refundPiece(other, sale.sale), inOffice(sale.sale)])
    expect([back.ok, settled.ok].sort()).toEqual([false, true])
  })
})

describe('S41: vouchers that have been spent', () => {
  it('a gift card’s sale is not voided once it has paid, on the till or in the office, and the words name both', async () => {
    const card = await sell(replica, [giftCard()])
    const spent = await sell(replica, goods(replica), BY_VOUCHER)
    const error = { kind: 'voucher-spent', receipt: card.receipt, voucher: V, by: spent.receipt } as const
    expect(await voidRefusal(replica, card.id)).toEqual(error)
    expect(await voidSale(replica, card.id, 'Customer changed their mind', OWNER)).toEqual({
      ok: false,
      error,
    })
    expect(voidObstacleWords(error)).toMatch(/K3M8-PX2A-90TW was issued by A-\d+ .* spent on A-\d+/)
    const { settled, written } = await inOffice(card)
    expect(settled).toEqual({ ok: false, error })
    expect(written).toBe(0)
    expect(isVoid(card)).toBe(false)
    expect(await kindsOpen()).not.toContain('voucher-unknown')
  })

  it('once what it has paid is void, it is voided like any other', async () => {
    const card = await sell(replica, [giftCard()])
    const spent = await sell(replica, goods(replica), BY_VOUCHER)
    expect((await voidSale(replica, spent.id, 'Wrong', OWNER)).ok).toBe(true)
    expect((await voidSale(replica, card.id, 'Wrong', OWNER)).ok).toBe(true)
    expect(isVoid(card)).toBe(true)
  })

  it('a gift card that nobody has used, or only the sale that sold it, goes with its sale', async () => {
    const card = await sell(replica, [giftCard()])
    expect((await voidSale(replica, card.id, 'Wrong', OWNER)).ok).toBe(true)
    const itself = await sell(replica, [giftCard()], BY_VOUCHER)
    expect((await voidSale(replica, itself.id, 'Wrong', OWNER)).ok).toBe(true)
  })

  it('a part of it spent is enough', async () => {
    const card = await sell(replica, [giftCard()])
    const cheap = goods(replica).map((line) => ({ ...line, unitMinor: toMinor(1) }))
    await sell(replica, cheap, BY_VOUCHER)
    expect(await voidSale(replica, card.id, 'Wrong', OWNER)).toMatchObject({
      error: { kind: 'voucher-spent' },
    })
  })

  it('a refund is not voided once its store credit has been spent', async () => {
    const sale = await sellPiece(replica)
    const credit = { kind: 'store-credit', voucher: V, expiresAt: null }
    const back = await sell(replica, pieceBack(sale.sale), credit)
    const spent = await sell(replica, goods(replica), { ...credit, expiresAt: undefined })
    expect(await voidSale(replica, back.id, 'Wrong', OWNER)).toEqual({
      ok: false,
      error: { kind: 'voucher-spent', receipt: back.receipt, voucher: V, by: spent.receipt },
    })
    expect((await inOffice(back)).settled.ok).toBe(false)
    await voidSale(replica, spent.id, 'Wrong', OWNER)
    expect((await voidSale(replica, back.id, 'Wrong', OWNER)).ok).toBe(true)
  })

  it('of a void and a sale that spends the voucher, in two tabs at once, one is refused', async () => {
    const card = await sell(replica, [giftCard()])
    const other = await device.openTab()
    await other.catchUp()
    const [spent, voided] = await Promise.all([
      sell(other, goods(other), BY_VOUCHER).then(
        () => true,
        () => false,
      ),
      voidSale(replica, card.id, 'Wrong', OWNER),
    ])
    expect([spent, voided.ok].sort()).toEqual([false, true])
  })
})

describe('S6: the shift of the sale', () => {
  /** As the office does it from afar: the till hears of it, and its head does not. */
  async function endShiftFromAfar(): Promise<void> {
    const { shift } = await tillHead(replica)
    if (!shift) throw new Error('no shift is open')
    const body = { shift, device: replica.identity.device, lastSeq: 99 }
    const draft = { ...newDraft(replica, OWNER), shift: null, kind: 'shift-closed', body } as const
    await replica.append(() => ({ drafts: [draft] }))
  }

  it('a sale of the open shift is voidable on the till that rang it up', async () => {
    const { sale } = await sellPiece(replica)
    expect(await isVoidable(replica, sale.id)).toBe(true)
    expect((await voidSale(replica, sale.id, 'Wrong', OWNER)).ok).toBe(true)
    expect(await isVoidable(replica, sale.id)).toBe(false)
  })

  it('one of a shift that the office has ended is not, and is refused by name', async () => {
    const { sale } = await sellPiece(replica)
    await endShiftFromAfar()
    expect((await tillHead(replica)).shift).not.toBeNull()
    expect(await isVoidable(replica, sale.id)).toBe(false)
    const error = { kind: 'shift-ended', receipt: sale.receipt } as const
    expect(await voidRefusal(replica, sale.id)).toEqual(error)
    expect(await voidSale(replica, sale.id, 'Wrong', OWNER)).toEqual({ ok: false, error })
    expect(isVoid(sale)).toBe(false)
    expect(voidObstacleWords(error)).toContain(`The shift of ${sale.receipt} has ended`)
  })

  it('nor one of a shift that its till has ended, in another tab at the same moment', async () => {
    const { sale } = await sellPiece(replica)
    const other = await device.openTab()
    await other.catchUp()
    const [, voided] = await Promise.all([
      closeShift(other, OWNER),
      voidSale(replica, sale.id, 'Wrong', OWNER),
    ])
    const closed = (await replica.deps.journal.entries.toArray()).find(({ kind }) => kind === 'shift-closed')
    const wrote = (await replica.deps.journal.entries.toArray()).find(({ kind }) => kind === 'void')
    expect(voided.ok).toBe(wrote !== undefined && wrote.seq < (closed?.seq ?? 0))
    expect(await isVoidable(replica, sale.id)).toBe(false)
  })

  it('the office voids to settle a decision after the shift too', async () => {
    const { sale } = await sellPiece(replica)
    await endShiftFromAfar()
    expect((await inOffice(sale)).settled.ok).toBe(true)
    expect(isVoid(sale)).toBe(true)
  })
})
