/** The storage contract: payments asked of a provider, by tender. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { SaleId, TenderId } from '../../core/domain/ids.ts'
import type { Minor } from '../../core/domain/money.ts'
import type { CheckoutRecord, Storage } from './storage.ts'
import { after, D2, L1, L2, NOW, registration } from './storage-contract-support.ts'

const T1 = 'tender-1' as TenderId

const ASKED: CheckoutRecord = {
  tender: T1,
  sale: 'sale-1' as SaleId,
  amountMinor: 1_000_000_000_000 as Minor,
  currency: 'KWD',
  description: 'Tea “Ω” \n',
  askedAt: NOW,
  session: null,
}
const SESSION = { id: 'cs_1', url: 'https://pay.example/cs_1' }

export function describeCheckouts(storage: () => Storage): void {
  describe('payments asked of a provider', () => {
    beforeEach(async () => {
      await storage().registerLocation(registration())
      await storage().registerLocation(registration({ location: L2, device: D2, tokenHash: 'token-2' }))
    })

    it('T76: the first of a tender stands, whatever is asked under it later', async () => {
      expect(await storage().findCheckout(L1, T1)).toBeNull()
      expect(await storage().beginCheckout(L1, ASKED)).toEqual(ASKED)
      const other = { ...ASKED, amountMinor: 1 as Minor, askedAt: after(1), session: SESSION }
      expect(await storage().beginCheckout(L1, other)).toEqual(ASKED)
      expect(await storage().findCheckout(L1, T1)).toEqual(ASKED)
    })

    it('T76: of many at once one stands, for all of them', async () => {
      const many = Array.from({ length: 20 }, (_, index) => ({ ...ASKED, description: `${index}` }))
      const stand = await Promise.all(many.map((asked) => storage().beginCheckout(L1, asked)))
      expect(new Set(stand.map(({ description }) => description)).size).toBe(1)
    })

    it('T76: its session is told once; a later one changes nothing', async () => {
      await storage().beginCheckout(L1, ASKED)
      await storage().keepCheckoutSession(L1, T1, SESSION)
      await storage().keepCheckoutSession(L1, T1, { id: 'cs_2', url: 'https://pay.example/cs_2' })
      expect((await storage().findCheckout(L1, T1))?.session).toEqual(SESSION)
    })

    it('T76: is its location’s alone', async () => {
      await storage().beginCheckout(L1, ASKED)
      expect(await storage().findCheckout(L2, T1)).toBeNull()
      await storage().keepCheckoutSession(L2, T1, SESSION)
      expect((await storage().findCheckout(L1, T1))?.session).toBeNull()
      expect(await storage().beginCheckout(L2, { ...ASKED, session: SESSION })).toMatchObject({
        session: SESSION,
      })
      expect((await storage().findCheckout(L1, T1))?.session).toBeNull()
    })
  })
}
