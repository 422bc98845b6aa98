import { isValid } from 'gtin'
import type { Patch } from '../core/journal/settings.ts'
import { expectHeldOnce } from './support/auditor.ts'
import { test as base, expect } from './support/fixtures.ts'
import { writeSettings } from './support/settings.ts'
import { expectTotal, joinTill, line, nextSale, payExactCash, scan, tile } from './support/till.ts'

const goods = (
  id: string,
  product: Extract<Patch, { record: 'product' }>['fields'],
  variant: Extract<Patch, { record: 'variant' }>['fields'],
): readonly Patch[] => [
  { record: 'product', id: id as never, fields: { favourite: 1, ...product } },
  { record: 'variant', id: `${id}-v` as never, fields: { product: id as never, ...variant } },
]

const settings = (location: string): readonly Patch[] => [
  ...goods('cheese', { name: 'Comté' }, { sku: '12345', unit: 'kg', priceMinor: 2400 as never }),
  ...goods('tart', { name: 'Tart' }, { sku: 'TAR-1', barcode: '54321', priceMinor: 900 as never }),
  ...goods('nuts', { name: 'Nuts' }, { sku: 'NUT-1', unit: 'kg', priceMinor: null }),
  {
    record: 'location',
    id: location as never,
    fields: {
      embeddedCodes: [
        { prefix: '20', itemDigits: 5, valueDigits: 5, value: 'price' },
        { prefix: '23', itemDigits: 5, valueDigits: 5, value: 'weight' },
      ],
    },
  },
]

const test = base.extend({
  till: async ({ page, network, endpoint, auditor }, use) => {
    await writeSettings(endpoint, auditor, settings)
    await joinTill(page, network.url(), await auditor.pairingCode())
    await expect(tile(page, '12345')).toBeVisible()
    await use(page)
  },
})

const label = (digits: string) => {
  const check = [...'0123456789'].find((digit) => isValid(digits + digit))
  return `${digits}${check}`
}

test('M46: measured goods ask how much, less the vessel; the line, the tile and the sheet say the price of one', async ({
  till,
  auditor,
}) => {
  await expect(tile(till, '12345')).toContainText('€24.00per kg')
  await tile(till, '12345').click()
  await expect(till.getByTestId('keypad-done')).toBeDisabled()
  await till.keyboard.type('0.4')
  await expect(till.getByTestId('keypad-done')).toContainText('€9.60')
  await till.getByTestId('weigh-tare').click()
  await till.keyboard.type('0.5')
  await expect(till.getByTestId('weigh-outcome')).toContainText('vessel weighs as much')
  await expect(till.getByTestId('keypad-done')).toBeDisabled()
  for (const _ of '0.5') await till.keyboard.press('Backspace')
  await till.keyboard.type('0.05')
  await expect(till.getByTestId('keypad-done')).toContainText('€8.40')
  await till.getByTestId('keypad-done').click()
  await expect(line(till, '12345').getByTestId('line-measure')).toHaveText('0.35 kg × €24.00/kg')
  await expectTotal(till, 840)
  await expect(tile(till, '12345')).toContainText('0.35')
  await till.reload()
  await expectTotal(till, 840)

  await tile(till, 'NUT-1').click()
  await expect(till.getByText('What does it cost today for 1 kg?')).toBeVisible()
  await expect(till.getByTestId('keypad-done')).toBeVisible()
  await till.keyboard.type('1000')
  await till.getByTestId('keypad-done').click()
  await expect(till.getByTestId('weigh-shown')).toBeVisible()
  await till.keyboard.type('1.5')
  await till.getByTestId('keypad-done').click()
  await expectTotal(till, 2340)
  const receipt = await payExactCash(till)
  await nextSale(till)
  await expectHeldOnce(auditor, [receipt])
  const [sale] = await auditor.sales()
  expect(sale).toMatchObject({
    lines: [
      { name: 'Comté', quantity: 350, unit: 'kg', unitMinor: 2400, amountMinor: 840 },
      { name: 'Nuts', quantity: 1500, unit: 'kg', unitMinor: 1000, amountMinor: 1500 },
    ],
  })
})

test('M47, M48: labels of the scale add what they say; what is wrong with one is named', async ({
  till,
  auditor,
}) => {
  await scan(till, label('201234500840'))
  await expect(line(till, '12345').getByTestId('line-measure')).toHaveText('0.35 kg × €24.00/kg')
  await expectTotal(till, 840)
  await scan(till, label('231234501000'))
  await expectTotal(till, 3240)
  await scan(till, label('205432100777'))
  await expect(line(till, 'TAR-1')).toContainText('€7.77')
  await expectTotal(till, 4017)

  await scan(till, label('209999900500'))
  await expect(till.getByTestId('toast')).toContainText('99999')
  const right = label('201234500840')
  await scan(till, right.slice(0, -1) + ((Number(right.at(-1)) + 1) % 10))
  await expect(till.getByTestId('toast')).toContainText('read badly')
  await scan(till, label('201234500000'))
  await expect(till.getByTestId('toast')).toContainText('nothing was on the scale')
  await scan(till, label('235432100350'))
  await expect(till.getByTestId('toast')).toContainText('sold by the piece')
  await expectTotal(till, 4017)

  await till.getByTestId('search').fill(label('231234500500'))
  await till.keyboard.press('Enter')
  await expectTotal(till, 5217)
  const receipt = await payExactCash(till)
  await expectHeldOnce(auditor, [receipt])
})
