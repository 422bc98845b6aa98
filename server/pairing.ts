/** Pairing: a single-use code lets one more device into a location. */
import { randomInt } from 'node:crypto'
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import type { State } from '../core/journal/state.ts'
import type { Failure } from '../core/protocol/failure.ts'
import type { PairAnswer, PairingCodeAnswer, PairRequest } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { type CredentialFacts, credentialOf } from './credential.ts'
import type { LocationViews } from './location-views.ts'
import { checkKey } from './proof/check-key.ts'
import { failure } from './refusal.ts'
import { hashSecret } from './register.ts'
import type { PairOutcome, Storage } from './storage/storage.ts'

export interface PairingDeps {
  readonly storage: Pick<Storage, 'createPairingCode' | 'redeemPairingCode' | 'addDevice' | 'secret'>
  readonly views: Pick<LocationViews, 'read'>
  readonly now: () => Millis
  /** The demo's reusable code and its location; null outside --demo. */
  readonly demo: { readonly code: string; readonly location: LocationId } | null
}

/** How long a code is good for, in seconds, by the endpoint's clock. */
export const CODE_SECONDS = 600

/** Without letters that a person confuses: 12 of 31 are 59 bits, guessed under a limit of tries. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 12

/** Makes a code for one more device of a location, or for one in the place of another. */
export async function createPairingCode(
  deps: { readonly storage: Pick<Storage, 'createPairingCode'>; readonly now: () => Millis },
  location: LocationId,
  replaces: DeviceId | null = null,
): Promise<PairingCodeAnswer> {
  const code = newCode()
  const expiresAt = (deps.now() + CODE_SECONDS * 1000) as Millis
  await deps.storage.createPairingCode({ codeHash: hashSecret(code), location, expiresAt, replaces })
  return { code, validForSeconds: CODE_SECONDS }
}

/** A random code: 12 letters that read well aloud. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
}

/** `POST /api/pair`. */
export async function pair(deps: PairingDeps, request: PairRequest): Promise<Result<PairAnswer, Failure>> {
  const publicKey = request.publicKey ?? null
  const badKey = checkKey(publicKey)
  if (badKey) return err(badKey)
  const code = plainCode(request.code)
  const { device } = request
  const use = { device, publicKey, tokenHash: hashSecret(request.token), at: deps.now() }
  const isDemo = deps.demo !== null && code === plainCode(deps.demo.code)
  const outcome = isDemo
    ? await deps.storage.addDevice({ ...use, location: deps.demo.location, till: true })
    : await deps.storage.redeemPairingCode({ ...use, codeHash: hashSecret(code) })
  return answerOf(deps, use, outcome)
}

/** As typed by a person: small letters, blanks and dashes do not count. */
const plainCode = (code: string) => code.toUpperCase().replace(/[\s-]/g, '')

async function answerOf(
  deps: PairingDeps,
  facts: Omit<CredentialFacts, 'location' | 'letter'>,
  outcome: PairOutcome,
): Promise<Result<PairAnswer, Failure>> {
  if (outcome.kind === 'code-invalid') return err(CODE_INVALID)
  if (outcome.kind === 'taken') return err(TAKEN)
  const { epoch, location, letter, pins, replaces } = outcome
  const credential = credentialOf(await deps.storage.secret(), { ...facts, location, letter })
  const shift = replaces ? findOpenShift((await deps.views.read(location)).state, replaces) : null
  const answer = { protocol: PROTOCOL_VERSION, epoch, location, letter, pins: [...pins] }
  return ok({ ...answer, credential, shift, replaces })
}

/** The newest shift of a device that nobody has closed, as far as the endpoint knows. */
function findOpenShift({ shifts, closes }: State, device: DeviceId): PairAnswer['shift'] {
  const open = [...shifts.values()].filter((shift) => shift.device === device && !closes.has(shift.id))
  const newest = open.sort((a, b) => b.number - a.number)[0]
  return newest ? { id: newest.id, number: newest.number } : null
}

const CODE_INVALID = failure(
  'code-invalid',
  'This code was used, has run out or is not right. Make a new one.',
)
const TAKEN = failure('forbidden', 'This device is known already. Remove its data, then pair it again.')
