/** Who may make a location here, and making it. */
import { hash } from 'node:crypto'
import type { Millis } from '../core/domain/ids.ts'
import type { Failure } from '../core/protocol/failure.ts'
import type { RegisterAnswer, RegisterRequest, SetupAnswer } from '../core/protocol/identity.ts'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { checkKey } from './proof/check-key.ts'
import { failure } from './refusal.ts'
import type { Storage } from './storage/storage.ts'

/** From where a request comes, as far as set-up cares. */
export interface Origin {
  /** From this very machine, and not passed on by a proxy on it. */
  readonly onThisMachine: boolean
}

export interface RegisterDeps {
  readonly storage: Pick<Storage, 'registerLocation' | 'isEmpty'>
  readonly now: () => Millis
  /** OPEN_SETUP=1: anybody who reaches the endpoint may make a location. */
  readonly openSetup: boolean
  readonly demoCode: string | null
}

/** The form in which tokens and pairing codes are kept: nobody who reads the store can use them. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex')

/** `GET /api/setup`. */
export async function readSetup(deps: RegisterDeps, origin: Origin): Promise<SetupAnswer> {
  const mayAlways = deps.openSetup || origin.onThisMachine
  const open = mayAlways || (await deps.storage.isEmpty())
  return { protocol: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR, open, demoCode: deps.demoCode }
}

/** `POST /api/register`: a repeated call is the same call, from wherever it comes. */
export async function register(
  deps: RegisterDeps,
  origin: Origin,
  request: RegisterRequest,
): Promise<Result<RegisterAnswer, Failure>> {
  const { location, device, token, pins } = request
  const publicKey = request.publicKey ?? null
  const badKey = checkKey(publicKey)
  if (badKey) return err(badKey)
  const outcome = await deps.storage.registerLocation({
    location,
    device,
    pins,
    tokenHash: hashSecret(token),
    till: true,
    onlyFirst: !(deps.openSetup || origin.onThisMachine),
    at: deps.now(),
    publicKey,
  })
  if (outcome.kind === 'closed') return err(SET_UP_CLOSED)
  if (outcome.kind === 'taken') return err(TAKEN)
  return ok({ protocol: PROTOCOL_VERSION, epoch: outcome.epoch })
}

const SET_UP_CLOSED = failure(
  'set-up-closed',
  'This endpoint has its location already. Pair this device: on a paired one, open Devices and show the code.',
)

const TAKEN = failure(
  'forbidden',
  'This location or this token is known already. Pair this device, or start the set-up again.',
)
