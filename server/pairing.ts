/** Pairing: a single-use code lets one more device into a location. */
import { randomInt } from 'node:crypto'
import type { LocationId, Millis } from '../core/domain/ids.ts'
import type { Failure } from '../core/protocol/failure.ts'
import type { PairAnswer, PairingCodeAnswer, PairRequest } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { failure } from './refusal.ts'
import { hashSecret } from './register.ts'
import type { PairOutcome, Storage } from './storage/storage.ts'

export interface PairingDeps {
  readonly storage: Pick<Storage, 'createPairingCode' | 'redeemPairingCode' | 'addDevice'>
  readonly now: () => Millis
  /** The demo's reusable code and its location; null outside --demo. */
  readonly demo: { readonly code: string; readonly location: LocationId } | null
}

/** How long a code is good for, in seconds, by the endpoint's clock. */
export const CODE_SECONDS = 600

/** Without letters that a person confuses: 12 of 31 are 59 bits, guessed under a limit of tries. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 12

/** Makes a code for one more device of a location. */
export async function createPairingCode(
  deps: Pick<PairingDeps, 'storage' | 'now'>,
  location: LocationId,
): Promise<PairingCodeAnswer> {
  const code = newCode()
  const expiresAt = (deps.now() + CODE_SECONDS * 1000) as Millis
  await deps.storage.createPairingCode({ codeHash: hashSecret(code), location, expiresAt, replaces: null })
  return { code, validForSeconds: CODE_SECONDS }
}

/** A random code: 12 letters that read well aloud. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
}

/** `POST /api/pair`. */
export async function pair(deps: PairingDeps, request: PairRequest): Promise<Result<PairAnswer, Failure>> {
  const code = plainCode(request.code)
  const device = {
    device: request.device,
    tokenHash: hashSecret(request.token),
    at: deps.now(),
    publicKey: request.publicKey ?? null,
  }
  const isDemo = deps.demo !== null && code === plainCode(deps.demo.code)
  const outcome = isDemo
    ? await deps.storage.addDevice({ ...device, location: deps.demo.location, till: true })
    : await deps.storage.redeemPairingCode({ ...device, codeHash: hashSecret(code) })
  return answerOf(outcome)
}

/** As typed by a person: small letters, blanks and dashes do not count. */
const plainCode = (code: string) => code.toUpperCase().replace(/[\s-]/g, '')

function answerOf(outcome: PairOutcome): Result<PairAnswer, Failure> {
  if (outcome.kind === 'code-invalid')
    return err(failure('code-invalid', 'This code was used, has run out or is not right. Make a new one.'))
  if (outcome.kind === 'taken')
    return err(failure('forbidden', 'This device is known already. Remove its data, then pair it again.'))
  const { epoch, location, letter, pins } = outcome
  return ok({ protocol: PROTOCOL_VERSION, epoch, location, letter, pins: [...pins] })
}
