/** S13: a refund is a sale whose lines all come back, an exchange one of which some do. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { CartLine } from '../../core/domain/cart.ts'
import type { SaleId, TenderId } from '../../core/domain/ids.ts'
import { type Minor, ONE_PIECE, type Thousandths } from '../../core/domain/money.ts'
import { returnLines } from '../../core/domain/refund.ts'
import type { Sale } from '../../core/domain/sale.ts'
import { oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { refundPiece, sellPiece } from '../../test/support/refunds.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { recordSale } from './deeds.ts'
import type { Replica } from './replica.ts'
import { backOf } from './standings.ts'
import { voidSale } from './void-sale.ts'

let replica: Replica
let sale: Sale

beforeEach(async () => {
  replica = await testDevice().openTab()
  await furnish(replica)
  sale = (await sellPiece(replica)).sale
})

const kinds = async () =>
  (await replica.deps.journal.entries.orderBy('seq').toArray()).map(({ kind }) => kind)

/** Pieces of the sale's first line that came back, as this till knows. */
async function piecesBack(): Promise<number> {
  await replica.catchUp()
  return backOf(sale.id, replica.store.getState())(0).quantity / ONE_PIECE
}

/** The sold piece comes back, and a dearer one goes out. */
async function exchange(moreMinor: number) {
  const sums = backOf(sale.id, replica.store.getState())
  const back = returnLines(sale, sums, [{ line: 0, quantity: ONE_PIECE as Thousandths, restock: true }])
  if (!back.ok) throw new Error(back.error.kind)
  const next = oneLineCart(replica)
  const fresh = next.lines.map((line) => ({ ...line, unitMinor: (line.unitMinor + moreMinor) as Minor }))
  const lines: CartLine[] = [...back.value.map((line) => ({ ...line, key: 'back' })), ...fresh]
  const priced = pricedOf({ ...next, id: replica.deps.newId() as SaleId, reason: 'Too small', lines })
  const amountMinor = priced.totals.totalMinor
  const card = { kind: 'card', id: 'card' as TenderId, amountMinor, last4: '', reference: '' } as const
  return recordSale(replica, { priced, tenders: amountMinor === 0 ? [] : [card], staff: OWNER })
}

describe('S13: what comes back is a sale', () => {
  test('a refund: one entry of that kind, the next number, its total and its part below nought', async () => {
    const refunded = await refundPiece(replica, sale)
    expect(refunded).toMatchObject({
      value: {
        sale: {
          ...{ receipt: 'A-000002', totalMinor: -1000, tenders: [{ kind: 'cash', amountMinor: -1000 }] },
          lines: [{ quantity: -1000, returned: { sale: sale.id, line: 0, receipt: 'A-000001' } }],
        },
      },
    })
    expect((await kinds()).slice(-2)).toEqual(['sale', 'sale'])
    expect(await piecesBack()).toBe(1)
  })

  test.each([
    ['dearer', 250, [{ kind: 'card', amountMinor: 250 }]],
    ['cheaper', -250, [{ kind: 'card', amountMinor: -250 }]],
    ['as dear', 0, []],
  ])(
    'an exchange for something %s: one receipt in the same row, and one balance',
    async (_, more, tenders) => {
      expect(await exchange(more)).toMatchObject({
        value: {
          sale: {
            ...{ receipt: 'A-000002', totalMinor: more, tenders },
            lines: [{ quantity: -1000 }, { quantity: 1000 }],
          },
        },
      })
      expect((await kinds()).slice(-2)).toEqual(['sale', 'sale'])
      expect(await piecesBack()).toBe(1)
    },
  )

  test('a void cancels either like any sale, and then what came back has not', async () => {
    for (const takeBack of [() => refundPiece(replica, sale), () => exchange(250)]) {
      const taken = await takeBack()
      if (!taken.ok) throw new Error(taken.error.kind)
      expect(await piecesBack()).toBe(1)
      expect(await voidSale(replica, taken.value.sale.id, 'Wrong piece', OWNER)).toMatchObject({ ok: true })
      expect(await piecesBack()).toBe(0)
    }
  })
})
