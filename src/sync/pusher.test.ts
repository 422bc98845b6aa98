/** A long outbox against the real endpoint in this process. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { err } from '../../core/result.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { faultyClient, NO_FAULTS, testEndpoint } from '../../test/support/endpoint.ts'
import { furnish, testDevice } from '../../test/support/replicas.ts'
import { recordSale } from '../replica/deeds.ts'
import { countUnsent } from '../replica/outbox.ts'
import type { EndpointClient } from './endpoint-client.ts'
import { newPushPace } from './push-pace.ts'
import { pushStep } from './pusher.ts'

let endpoint: ReturnType<typeof testEndpoint>
beforeEach(() => {
  endpoint = testEndpoint()
})
afterEach(() => endpoint.stop())

/** A till, and what it says of each push that holds entries: packed or not. `unpacks`: its endpoint understands. */
async function till(unpacks: boolean) {
  const device = testDevice('A')
  const replica = await device.openTab()
  await furnish(replica)
  const client = faultyClient(endpoint.send, device.identity.token, Math.random, () => NO_FAULTS)
  const forms: (1 | null)[] = []
  const push: EndpointClient['push'] = async (header, lines, packed) => {
    const form = packed?.form ?? null
    if (lines.length > 0) forms.push(form)
    if (form && !unpacks) return err({ kind: 'refused', code: 'bad-request', message: '' })
    return client.push(header, lines, packed)
  }
  const deps = { replica, client: { ...client, push }, build: 'test', pace: newPushPace() }
  const sell = async (sales: number) => {
    for (let n = 0; n < sales; n++) {
      const cart = oneLineCart(replica)
      await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: null })
    }
  }
  const sync = async () => {
    while (((await pushStep(deps)) as { value?: string }).value === 'more');
  }
  return { replica, forms, sell, sync }
}

test('Y37: a long outbox travels packed, a short one as it is', async () => {
  const { replica, forms, sell, sync } = await till(true)
  await sell(25)
  await sync()
  await sell(3)
  await sync()
  expect(forms).toEqual([1, null])
  expect(await countUnsent(replica)).toEqual({ entries: 0, sales: 0 })
})

test('Y37: what the endpoint cannot unpack it gets as it is, and everything after it', async () => {
  const { replica, forms, sell, sync } = await till(false)
  await sell(25)
  await sync()
  await sell(25)
  await sync()
  expect(forms).toEqual([1, null, null])
  expect(await countUnsent(replica)).toEqual({ entries: 0, sales: 0 })
})
