import { expect, test } from 'vitest'
import type { DeviceId, LeaseId, VariantId } from '../domain/ids.ts'
import { leaseToken } from '../domain/lease.ts'
import type { Thousandths } from '../domain/money.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, type LeaseRecord } from './state.ts'

/** What a replica says of a lease that a till has taken by a token, with the endpoints' journals known so far. */
function kindsOf(token: number, endpoints: Readonly<Record<string, number>>, granted = false) {
  const state = emptyState()
  const grant = {
    device: 'till-b' as DeviceId,
    variant: 'v' as VariantId,
    quantity: 1000 as Thousandths,
    token,
  }
  const lease: LeaseRecord = {
    id: 'lease-1' as LeaseId,
    grant,
    granted,
    taken: true,
    used: 0,
    returned: 0,
    recalled: false,
    reclaim: null,
  }
  state.leases.set(lease.id, lease)
  for (const [device, seq] of Object.entries(endpoints))
    state.heads.set(device as DeviceId, { seq, lamport: seq })
  return openDecisions(state).map(({ kind }) => kind)
}

test('K4: a lease is unknown only where the endpoint’s journal is known as far as its grant', () => {
  expect(kindsOf(leaseToken(1, 5), {})).toEqual([])
  expect(kindsOf(leaseToken(1, 5), { 'endpoint-1': 4 })).toEqual([])
  expect(kindsOf(leaseToken(1, 5), { 'endpoint-1': 5 })).toEqual(['lease-unknown'])
  expect(kindsOf(leaseToken(1, 5), { 'endpoint-1': 5 }, true)).toEqual([])
})

test('K7: a lease that a restored endpoint has forgotten is unknown, however short the old journal', () => {
  expect(kindsOf(leaseToken(1, 5), { 'endpoint-1': 4, 'endpoint-7': 1 })).toEqual(['lease-unknown'])
  expect(kindsOf(leaseToken(9, 1), { 'endpoint-7': 1 })).toEqual(['lease-unknown'])
})
