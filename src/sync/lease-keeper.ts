/**
 * Keeps this till in leases, in the leading tab: takes what was granted, gives back what was asked back or lies
 * idle, and asks for more before it runs dry or when a cart needs it. Nobody ever waits for it; cut off, it does
 * nothing, and what the till holds stays its own however long that lasts (rule K5).
 */
import type { LeaseId, ShiftId, VariantId } from '../../core/domain/ids.ts'
import { isOutdated } from '../../core/domain/lease.ts'
import type { LeaseRecord, State } from '../../core/journal/state.ts'
import { type Grant, type LeaseWant, MAX_LEASES_TOLD } from '../../core/protocol/lease.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { ok, type Result } from '../../core/result.ts'
import { type CartRow, readMeta } from '../replica/journal-database.ts'
import { refuseGrant, returnLeases, takeLease } from '../replica/leases.ts'
import { readAcknowledged } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import { cappedNeeds, cappedVariants } from '../replica/sale-leases.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import { type LeaseView, planGiveBack, planWants } from './lease-plan.ts'
import { LeaseUsage } from './lease-usage.ts'
import type { LineState } from './line.ts'

export interface LeaseKeeperDeps {
  readonly replica: Replica
  readonly client: Pick<EndpointClient, 'leases'>
  readonly nowMs: () => number
  /** Where it is dead nothing is asked; idle units are only given back where it is good: others can then have them. */
  readonly line: () => LineState
}

/** So long a till whose units were asked back asks for no reserve of them. */
const RECALL_REST_MS = 15 * 60_000

export class LeaseKeeper {
  readonly #deps: LeaseKeeperDeps
  readonly #usage = new LeaseUsage()
  readonly #recalledMs = new Map<VariantId, number>()
  #shiftWasOpen = false
  #shiftEnded = false

  constructor(deps: LeaseKeeperDeps) {
    this.#deps = deps
  }

  /** One round: take, give back, ask once. Gives how many leases came. */
  async step(): Promise<Result<number, EndpointProblem>> {
    await this.#takeWaiting()
    await this.#giveBack(await this.#look())
    const views = await this.#look()
    const wants = planWants(views)
    if (wants.length === 0 || this.#deps.line() === 'dead') return ok(0)
    const taken = await this.#latestOf(wants)
    const answer = await this.#deps.client.leases({ protocol: PROTOCOL_VERSION, wants: [...wants], taken })
    if (!answer.ok) return answer
    let came = 0
    for (const grant of answer.value.grants) came += (await this.#take(grant)) ? 1 : 0
    return ok(came)
  }

  /** The youngest leases of the wanted variants, also used up ones: the endpoint may not have heard yet that they were taken. */
  async #latestOf(wants: readonly LeaseWant[]): Promise<LeaseId[]> {
    const wanted = new Set(wants.map(({ variant }) => variant))
    const rows = await this.#deps.replica.deps.journal.leases.toArray()
    return rows
      .filter(({ variant }) => wanted.has(variant))
      .sort((a, b) => b.token - a.token)
      .slice(0, MAX_LEASES_TOLD)
      .map(({ lease }) => lease)
  }

  /**
   * Grants that came by the feed: the answer was lost, or this tab was not there to hear it. Only while the endpoint
   * answers: a till that starts cut off cannot know whether the endpoint was restored since and gave the units away.
   */
  async #takeWaiting(): Promise<void> {
    const { replica, line } = this.#deps
    if (line() !== 'good') return
    const { device } = replica.identity
    const waiting = await replica.readState(({ leases }) => [...leases.values()].flatMap(toWaiting(device)))
    if (waiting.length === 0) return
    const epoch = (await readAcknowledged(replica)).epoch ?? 0
    for (const grant of waiting) {
      if (isOutdated(grant, epoch)) await refuseGrant(replica, grant)
      else await this.#take(grant)
    }
  }

  async #take(grant: Grant): Promise<boolean> {
    const taken = await takeLease(this.#deps.replica, grant)
    return taken.ok && taken.value
  }

  async #giveBack(views: readonly LeaseView[]): Promise<void> {
    const { replica, nowMs } = this.#deps
    const recalled = await replica.readState(
      ({ leases }) => new Set([...leases.values()].filter((lease) => lease.recalled).map(({ id }) => id)),
    )
    const isRecalled = (lease: LeaseId) => recalled.has(lease)
    const returns = planGiveBack(views, isRecalled)
    if (returns.length === 0) return
    for (const { variant, rows } of views)
      if (rows.some(({ lease }) => isRecalled(lease))) this.#recalledMs.set(variant, nowMs())
    await returnLeases(replica, returns, null)
  }

  /** Every capped variant, and every one of which something is held. */
  async #look(): Promise<readonly LeaseView[]> {
    const { replica, nowMs, line } = this.#deps
    const { journal } = replica.deps
    const open = await journal.carts.where('state').equals('open').toArray()
    const rows = await journal.leases.where('left').above(0).toArray()
    const head = await readMeta(journal, 'head')
    const { usedBy, reclaimed, isClosed, isEnded } = await replica.readState((state) =>
      factsOf(state, replica),
    )
    this.#followShift(head?.shift != null && !isClosed(head.shift), open)
    const capped = cappedVariants(replica.store.getState().products)
    const usable = rows.filter(({ lease }) => !reclaimed.has(lease)).sort((a, b) => a.token - b.token)
    const inCarts = needsOf(open, capped)
    const now = nowMs()
    return [...new Set([...capped, ...usable.map(({ variant }) => variant)])].map((variant): LeaseView => {
      const inCart = inCarts.get(variant) ?? 0
      this.#usage.observe(variant, { total: usedBy.get(variant) ?? 0, inCarts: inCart }, now)
      return {
        variant,
        capped: capped.has(variant),
        ended: isEnded(variant),
        rows: usable.filter((row) => row.variant === variant),
        inCarts: inCart,
        soldLately: this.#usage.soldLately(variant),
        idle: line() === 'good' && this.#usage.isIdle(variant, now),
        resting: this.#shiftEnded || now - (this.#recalledMs.get(variant) ?? -Infinity) < RECALL_REST_MS,
      }
    })
  }

  /** After the end of a shift nothing is kept in reserve until somebody sells again. */
  #followShift(isOpen: boolean, carts: readonly CartRow[]): void {
    if (isOpen || carts.some(({ cart }) => cart.lines.length > 0)) this.#shiftEnded = false
    else if (this.#shiftWasOpen) this.#shiftEnded = true
    this.#shiftWasOpen = isOpen
  }
}

const toWaiting =
  (device: string) =>
  ({ id, grant, ...lease }: LeaseRecord): Grant[] => {
    const isMine = grant?.device === device && lease.granted && !lease.taken
    if (!isMine || !grant || lease.returned > 0 || lease.reclaim) return []
    const { variant, quantity, token } = grant
    return [{ lease: id, variant, quantity, token }]
  }

/** What of this the state knows: units sold under own leases, leases declared lost, closed shifts, ended caps. */
function factsOf({ leases, closes, settings }: State, { identity }: Replica) {
  const usedBy = new Map<VariantId, number>()
  const reclaimed = new Set<LeaseId>()
  for (const { id, grant, used, reclaim } of leases.values()) {
    if (grant?.device !== identity.device) continue
    usedBy.set(grant.variant, (usedBy.get(grant.variant) ?? 0) + used)
    if (reclaim) reclaimed.add(id)
  }
  const isEnded = (variant: VariantId) => {
    const fields = settings.variant.get(variant)
    return fields?.removed === true || fields?.capped === false
  }
  return { usedBy, reclaimed, isEnded, isClosed: (shift: ShiftId) => closes.has(shift) }
}

/** What all open carts of this device need together, less what somebody has allowed without a lease. */
function needsOf(carts: readonly CartRow[], capped: ReadonlySet<VariantId>): ReadonlyMap<VariantId, number> {
  const needs = new Map<VariantId, number>()
  for (const { cart } of carts) {
    for (const [variant, quantity] of cappedNeeds(cart, capped)) {
      const allowed = cart.lines
        .filter((line) => line.variant === variant)
        .reduce((sum, line) => sum + (line.override?.quantity ?? 0), 0)
      needs.set(variant, (needs.get(variant) ?? 0) + Math.max(0, quantity - allowed))
    }
  }
  return needs
}
