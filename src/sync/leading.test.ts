/** Y63 to Y65 together: what the leading tab does by itself. The clock of its intervals is turned by hand. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Poke } from '../../core/protocol/live.ts'
import type { PushHeader } from '../../core/protocol/push.ts'
import { err, ok } from '../../core/result.ts'
import { furnish, testDevice } from '../../test/support/replicas.ts'
import { setRegistered } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import { readCursor } from '../replica/snapshots.ts'
import type { EndpointClient } from './endpoint-client.ts'
import { Leading } from './leading.ts'

const HASH = '1'.repeat(64)

/** An endpoint that takes whatever it gets; a test may change what it does. */
function openEndpoint() {
  const pushes: (PushHeader & { readonly lines: number })[] = []
  const state = { epoch: 1, feed: 0, pulls: 0, have: 0, hang: false, forgotten: false }
  let hear: (poke: Poke | null) => void = () => {}
  const client = {
    pack: async () => null,
    push: async (header: PushHeader, lines: readonly string[]) => {
      pushes.push({ ...header, lines: lines.length })
      if (state.hang) await new Promise(() => {})
      if (header.from <= state.have + 1) state.have = Math.max(state.have, header.from - 1 + lines.length)
      const own = await ownHash?.(state.have)
      return ok({
        protocol: 2,
        epoch: state.epoch,
        have: { seq: state.have, hash: own ?? HASH },
        results: [],
      })
    },
    pull: async () => {
      state.pulls += 1
      const { epoch, feed, forgotten } = state
      if (forgotten) return err({ kind: 'refused', code: 'unauthorized', message: '' })
      return ok({ header: { protocol: 2, epoch, next: feed, more: false, unreadable: [] }, lines: [] })
    },
    live: (_: number, ear: typeof hear) => {
      hear = ear
      return new Promise(() => {})
    },
    snapshot: async () => err({ kind: 'refused', code: 'not-found', message: '' }),
  }
  let ownHash: ((seq: number) => Promise<string | undefined>) | null = null
  return {
    state,
    pushes,
    client: client as unknown as EndpointClient,
    poke: (poke: Poke) => hear(poke),
    knowHashes: (replica: Replica) => {
      ownHash = async (seq) => (await replica.deps.journal.entries.get(seq))?.hash
    },
  }
}

let clock = { nowMs: 0 }
let stuck: { restarts: number; stuckMs: number | null } = { restarts: 0, stuckMs: null }

async function lead(endpoint: ReturnType<typeof openEndpoint>) {
  const replica = await testDevice('A').openTab()
  await furnish(replica)
  await setRegistered(replica, true)
  endpoint.knowHashes(replica)
  const leading = new Leading({
    replica,
    client: endpoint.client,
    line: { answeredMs: () => clock.nowMs },
    build: 'test',
    nowMs: () => clock.nowMs,
    random: () => 0.5,
    onPushed: () => {},
    onPulled: () => {},
    onStuck: (restarts, stuckMs) => {
      stuck = { restarts, stuckMs }
    },
    onArriving: () => {},
  })
  return { replica, leading }
}

/** Lets the intervals run for so long, and whatever they start come to its end. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    clock.nowMs += 1000
    vi.advanceTimersByTime(1000)
    await settled()
  }
}

/** Until nothing is under way: on a busy machine, where a nap takes longer than it should, it naps again. */
async function settled(): Promise<void> {
  for (let naps = 0; naps < 40; naps++) {
    const begun = performance.now()
    await new Promise<void>((resolve) => setTimeout(resolve, 15))
    if (performance.now() - begun < 25) return
  }
}

beforeEach(() => {
  clock = { nowMs: 0 }
  stuck = { restarts: 0, stuckMs: null }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => void vi.useRealTimers())

describe('Y65: hello', () => {
  test('before any entry, and again every minute', async () => {
    const endpoint = openEndpoint()
    await lead(endpoint)
    await settled()
    await settled()
    expect(endpoint.pushes.map(({ lines }) => lines > 0)).toEqual([false, true])
    expect(endpoint.pushes[0]).toMatchObject({ from: 1, head: 1 })
    await pass(61_000)
    expect(endpoint.pushes.at(-1)).toMatchObject({ lines: 0, from: 2, head: 1 })
  })

  test('when a poke names another epoch, and the pull begins anew', async () => {
    const endpoint = openEndpoint()
    const { replica } = await lead(endpoint)
    await settled()
    await settled()
    const before = endpoint.pushes.length
    endpoint.state.epoch = 1000
    endpoint.poke({ v: 1, epoch: 1000 })
    await settled()
    await settled()
    expect(endpoint.pushes[before]).toMatchObject({ lines: 0 })
    expect(await readCursor(replica.deps.views)).toMatchObject({ epoch: 1000 })
  })
})

test('Y65: a hello follows at once on a pull that is answered by an endpoint that no longer knows the device', async () => {
  const endpoint = openEndpoint()
  const { leading } = await lead(endpoint)
  await settled()
  await settled()
  const before = endpoint.pushes.length
  endpoint.state.forgotten = true
  leading.kick()
  await settled()
  await settled()
  expect(endpoint.pushes.slice(before)).toMatchObject([{ lines: 0 }])
})

describe('Y63: pokes', () => {
  test('one that tells of more is followed by a pull; one that tells of nothing new is not', async () => {
    const endpoint = openEndpoint()
    await lead(endpoint)
    await settled()
    const { pulls } = endpoint.state
    endpoint.poke({ v: 0, epoch: 1 })
    await settled()
    expect(endpoint.state.pulls).toBe(pulls)
    endpoint.state.feed = 4
    endpoint.poke({ v: 4, epoch: 1 })
    await settled()
    expect(endpoint.state.pulls).toBe(pulls + 1)
  })
})

describe('Y64: the watchdog', () => {
  test('a push that hangs in this device is started afresh, counted, and told of', async () => {
    const endpoint = openEndpoint()
    endpoint.state.hang = true
    await lead(endpoint)
    await pass(64_000)
    expect(stuck.restarts).toBe(0)
    expect(stuck.stuckMs).toBeGreaterThan(60_000)
    endpoint.state.hang = false
    await pass(16_000)
    expect(stuck).toEqual({ restarts: 1, stuckMs: null })
    expect(endpoint.state.have).toBe(1)
  })
})
