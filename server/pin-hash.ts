/** Hashing a PIN at the endpoint, for people who are made without a screen (demo, command line). */
import { randomBytes } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import type { StaffId } from '../core/domain/ids.ts'
import type { PinHash } from '../core/protocol/identity.ts'

/** OWASP's Argon2id, as on the devices: 19 MiB, two passes, one lane. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const

/** Some 50 ms of work, on purpose. */
export async function hashPin(staff: StaffId, pin: string): Promise<PinHash> {
  const salt = randomBytes(16)
  const hash = await argon2id({ ...ARGON2, password: pin, salt, outputType: 'hex' })
  return { staff, salt: salt.toString('hex'), hash }
}
