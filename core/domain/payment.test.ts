import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SaleId } from './ids.ts'
import { toMinor } from './money.ts'
import { isFurther, type ProviderPayment } from './payment.ts'

const payment = (status: ProviderPayment['status'], amount = 100, reference = 'pi'): ProviderPayment => ({
  sale: 'sale' as SaleId,
  status,
  amountMinor: toMinor(amount),
  reference,
})

it('M73: a payment goes forward only: what has ended may turn out paid, what is paid may be given back', () => {
  const steps = (['expired', 'failed', 'paid', 'refunded'] as const).map((status) => payment(status))
  for (const [index, known] of steps.entries())
    for (const [other, told] of steps.entries()) expect(isFurther(told, known)).toBe(other > index)
  expect(isFurther(payment('expired'), undefined)).toBe(true)
  expect(isFurther(payment('refunded', 200), payment('refunded', 100))).toBe(true)
  expect(isFurther(payment('refunded', 100), payment('refunded', 200))).toBe(false)
})

it('M73: what is told in any order, and twice, comes to the same', () => {
  const told = fc.record({
    sale: fc.constantFrom('a' as SaleId, 'b' as SaleId),
    status: fc.constantFrom('expired', 'failed', 'paid', 'refunded'),
    amountMinor: fc.integer({ min: 0, max: 3 }).map(toMinor),
    reference: fc.constantFrom('', 'pi_1', 'pi_2'),
  }) satisfies fc.Arbitrary<ProviderPayment>
  const last = (all: readonly ProviderPayment[]) =>
    all.reduce<ProviderPayment | undefined>(
      (known, each) => (isFurther(each, known) ? each : known),
      undefined,
    )
  fc.assert(
    fc.property(fc.array(told, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (all, draws) => {
      const shuffled = [...all, ...all]
        .map((each) => ({ each, place: draws.next().value as number }))
        .sort((a, b) => a.place - b.place)
      expect(last(shuffled.map(({ each }) => each))).toEqual(last(all))
    }),
  )
})
