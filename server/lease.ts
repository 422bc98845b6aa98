/**
 * Leases: grants units of capped stock to tills, as entries of the endpoint's own journal (rule K4). Two requests, also
 * of two processes, never grant the same unit: what is free is computed inside the transaction that appends, and
 * only if the view in hand knows every grant that stands there.
 */
import { randomUUID } from 'node:crypto'
import type { LeaseId, LocationId, Millis, VariantId } from '../core/domain/ids.ts'
import { freeOf, grantOf, heldTogether, isOutdated, leaseToken } from '../core/domain/lease.ts'
import type { Thousandths } from '../core/domain/money.ts'
import type { LeaseRecord, State } from '../core/journal/state.ts'
import type { Grant, LeaseAnswer, LeaseRequest } from '../core/protocol/lease.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import type { LocationView, LocationViews } from './location-views.ts'
import { type NoteBody, type SealedNote, sealNotes } from './notes.ts'
import { isExpected, isRecovering } from './recovery.ts'
import { endpointDevice, type KnownDevice, type Storage, type StoredHead } from './storage/storage.ts'

export interface LeaseDeps {
  readonly storage: Pick<Storage, 'appendNotes' | 'devices'>
  readonly views: Pick<LocationViews, 'read' | 'follow'>
  readonly now: () => Millis
}

/** So often another grant or notice may come in between before a till is told that it gets nothing now. */
const ATTEMPTS = 10

/** Grants what can be granted of a till's wishes; nothing is not a failure: the till asks again. */
export async function grantLeases(
  deps: LeaseDeps,
  { location, device }: Pick<KnownDevice, 'location' | 'device'>,
  request: LeaseRequest,
): Promise<LeaseAnswer> {
  const devices = await deps.storage.devices(location)
  const tills = devices.filter(isExpected).length
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const view = await deps.views.read(location)
    const { epoch } = view
    const frozen = await isRecovering(deps.storage, location, view)
    const asked: Asked = { ...request, device, tills, epoch }
    if (frozen) return answer(epoch, [], frozen)
    const granted = await append(deps, location, view, asked)
    if (granted) return answer(epoch, granted, frozen)
  }
  const { epoch } = await deps.views.read(location)
  return answer(epoch, [], false)
}

const answer = (epoch: number, grants: readonly Grant[], frozen: boolean): LeaseAnswer => ({
  protocol: PROTOCOL_VERSION,
  epoch,
  grants: [...grants],
  frozen,
})

interface Asked extends LeaseRequest {
  readonly device: KnownDevice['device']
  readonly tills: number
  readonly epoch: number
}

/** Null when the view has been overtaken: another request's grants, or a notice, stand in the journal already. */
async function append(
  { storage, views, now }: LeaseDeps,
  location: LocationId,
  view: LocationView,
  asked: Asked,
): Promise<readonly Grant[] | null> {
  let granted: readonly Grant[] | null = null
  let sealed: readonly SealedNote[] = []
  const at = now()
  const { firstV } = await storage.appendNotes(location, ({ epoch, head }) => {
    const knows = epoch === asked.epoch && isKnown(view.state, epoch, head)
    const plan = knows ? planGrants(view.state, asked, head.seq) : null
    granted = plan && [...plan.again, ...plan.fresh]
    sealed = sealNotes({ location, epoch, at }, head, plan ? plan.fresh.map(toNote(asked)) : [])
    return sealed.map(({ write }) => write)
  })
  const entries = sealed.map((note) => ({ ...note, seq: note.write.seq }))
  if (entries.length > 0) await views.follow(location, { firstV, entries })
  return granted
}

const isKnown = (state: State, epoch: number, head: StoredHead): boolean =>
  (state.heads.get(endpointDevice(epoch))?.seq ?? 0) === head.seq

const toNote =
  ({ device }: Asked) =>
  (grant: Grant): NoteBody => ({ kind: 'lease-granted', body: { ...grant, device } })

/** `again`: what the till had been granted and has not taken, perhaps because the answer was lost. */
export function planGrants(
  state: State,
  asked: Asked,
  headSeq: number,
): { readonly again: readonly Grant[]; readonly fresh: readonly Grant[] } {
  const { device, tills, epoch } = asked
  const taken = new Set(asked.taken)
  const again: Grant[] = []
  const fresh: Grant[] = []
  for (const want of wantsByVariant(asked).values()) {
    const { variant } = want
    if (!state.settings.variant.get(variant)?.capped) continue
    const waiting = waitingGrants(state, { device, variant, epoch, taken })
    again.push(...waiting)
    // The till does not know of these yet: what it says that it holds lacks them.
    const inHand = waiting.reduce((sum, { quantity }) => sum + quantity, 0)
    const quantity = grantOf({
      wish: want.quantity - inHand,
      needed: Math.max(0, want.needed - inHand),
      held: Math.min(heldTogether(state.leases.values(), variant, device), (want.held ?? Infinity) + inHand),
      free: freeOf(state.leases.values(), state.stock, variant),
      tills,
    })
    if (quantity <= 0) continue
    const token = leaseToken(epoch, headSeq + fresh.length + 1)
    fresh.push({ lease: randomUUID() as LeaseId, variant, quantity: quantity as Thousandths, token })
  }
  return { again, fresh }
}

/** One wish a variant: a second one for it in the same request would see the same free units. */
const wantsByVariant = ({ wants }: LeaseRequest) => new Map(wants.map((want) => [want.variant, want]))

interface Waiting {
  readonly device: KnownDevice['device']
  readonly variant: VariantId
  readonly epoch: number
  readonly taken: ReadonlySet<LeaseId>
}

function waitingGrants(state: State, { device, variant, epoch, taken }: Waiting): readonly Grant[] {
  return [...state.leases.values()].flatMap(({ id, grant, ...lease }: LeaseRecord) => {
    if (lease.taken || lease.returned > 0 || lease.reclaim || taken.has(id)) return []
    if (grant?.device !== device || grant.variant !== variant || isOutdated(grant, epoch)) return []
    return [{ lease: id, variant, quantity: grant.quantity, token: grant.token }]
  })
}
