/** What must be true once everything is quiet. Each check throws `Broken` with what a person must know. */

import type { Entry } from '../../core/journal/entry.ts'
import { parseEntry } from '../../core/journal/entry.ts'
import { hashState } from '../../server/location-views.ts'
import type { Fork, StoredEntry } from '../../server/storage/storage.ts'
import { checkDecisions } from './decision-check.ts'
import { checkLeases } from './lease-check.ts'
import { Broken } from './ledger.ts'
import { checkIdentities, checkMoney } from './money-oracle.ts'
import { checkReceipts, checkSettings, checkSums } from './oracle.ts'
import type { World } from './world.ts'

/** The endpoint's journal, read back from its store. */
export interface Truth {
  readonly stored: readonly StoredEntry[]
  /** What of it this build can read, in the order of the feed. */
  readonly entries: readonly Entry[]
  /** The same with their feed numbers. */
  readonly placed: readonly { readonly v: number; readonly entry: Entry }[]
  /** Hashes of bytes that were kept beside an entry. */
  readonly forked: ReadonlySet<string>
  readonly forks: readonly Fork[]
}

export async function checkAll(world: World): Promise<void> {
  const truth = await readTruth(world)
  checkNothingLost(world, truth)
  checkNothingInvented(world, truth)
  const state = (await world.host.views.read(world.location)).state
  await checkHashes(world, truth, hashState(state))
  checkSettings(truth, state)
  checkSums(truth, state)
  checkIdentities(truth, state)
  checkMoney(truth, state)
  checkReceipts(truth, new Set(world.devices.filter((one) => one.wasSetBack).map(({ id }) => id)))
  checkLeases(world, truth, state)
  checkDecisions(world, truth, state)
}

async function readTruth({ host, location }: World): Promise<Truth> {
  const stored: StoredEntry[] = []
  for (let after = 0, more = true; more; ) {
    const page = await host.storage.readSince({ location, after, limit: 5000, except: null })
    stored.push(...page.entries)
    after = page.next
    more = page.more
  }
  const placed = stored.flatMap(({ v, raw }) => {
    const parsed = parseEntry(Buffer.from(raw).toString('utf8'))
    return parsed.ok && parsed.value.known ? [{ v, entry: parsed.value.entry }] : []
  })
  const entries = placed.map(({ entry }) => entry)
  const forks = await host.storage.forks(location)
  return { stored, entries, placed, forks, forked: new Set(forks.map(({ hash }) => hash)) }
}

/**
 * Every entry that was durable on a device is in the endpoint's journal, once. Excused is what went with a device
 * or with an old copy before anybody else had it, and what a restored backup had forgotten and nobody held.
 */
function checkNothingLost(world: World, { stored, forked }: Truth): void {
  const { ledger, devices } = world
  const there = new Set(stored.map(({ device, seq, hash }) => `${device}/${seq}/${hash}`))
  const gone = new Set(
    devices.filter(({ state }) => state === 'lost' || state === 'set-back').map(({ id }) => id),
  )
  for (const { device, seq, hash, kind } of ledger.written.values()) {
    if (there.has(`${device}/${seq}/${hash}`) || forked.has(hash)) continue
    const onlyThere = gone.has(device) || ledger.erased.has(hash)
    if (onlyThere && !world.isHeldAnywhere(device, seq, hash)) continue
    const what = ledger.recorded.has(hash) ? 'recorded' : 'durable'
    throw new Broken(
      `the ${kind} ${seq} of ${world.letterOf(device)} was ${what} and is not in the endpoint's journal`,
    )
  }
  for (const hash of ledger.recorded)
    if (!ledger.written.has(hash)) throw new Broken('an entry was called recorded that was never on a disk')
  checkNotForgotten(world, there)
}

/** What the endpoint has answered for, it has: only a restored backup forgets. */
function checkNotForgotten({ host, ledger }: World, there: ReadonlySet<string>): void {
  for (const held of host.heldByEpoch.values())
    for (const [device, hashes] of held)
      for (const [seq, hash] of hashes.entries())
        if (hash !== undefined && !there.has(`${device}/${seq}/${hash}`) && !ledger.forgotten.has(hash))
          throw new Broken(`the endpoint held ${seq} of ${device} and has lost it`)
}

/** Nothing stands in the endpoint's journal that no device wrote, but its own notes. */
function checkNothingInvented({ ledger }: World, { stored }: Truth): void {
  for (const { hash, device, seq } of stored) {
    if (device.startsWith('endpoint-') || ledger.written.has(hash)) continue
    throw new Broken(`the endpoint holds ${seq} of ${device}, which nobody wrote`)
  }
}

/**
 * Everybody has the same state, also when it is folded anew. A device of which two entries claim one place, because
 * an old copy of it was put back, has its own one, and the endpoint the other: that is a decision, not a state.
 */
async function checkHashes(world: World, { forks }: Truth, truth: string): Promise<void> {
  const forked = new Set(forks.map(({ device }) => device))
  for (const device of world.living) {
    if (device.wasSetBack && forked.has(device.id)) continue
    for (const tab of device.tabs) {
      await tab.replica.catchUp()
      const hash = await tab.replica.hash()
      if (hash !== truth) throw new Broken(`${device.identity.letter} has another state than the endpoint`)
    }
    const { leader } = device
    if (leader && (await leader.replica.rebuild()) !== truth)
      throw new Broken(`${device.identity.letter} folds another state anew`)
  }
}
