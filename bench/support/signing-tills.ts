/** Tills that sign their pushes as real ones do, made and sealed before the clock starts. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { v7 } from 'uuid'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import type { PublicKey } from '../../core/protocol/identity.ts'
import { NONCE_HEADER } from '../../core/protocol/proof.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { hashSecret } from '../../server/register.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { postBytes, type RawConnection } from './raw-http.ts'
import { saleDraft } from './sale.ts'

export interface SigningTill {
  readonly location: LocationId
  readonly device: DeviceId
  readonly token: string
  readonly key: KeyObject
  readonly publicKey: PublicKey
  head: Head
}

/** Makes a location with so many paired tills. */
export async function pairTills(storage: Storage, count: number): Promise<readonly SigningTill[]> {
  const location = v7() as LocationId
  const tills = Array.from({ length: count }, () => newTill(location))
  for (const [index, { device, token, publicKey }] of tills.entries()) {
    const at = Date.now() as Millis
    const made = { location, device, tokenHash: hashSecret(token), publicKey, at, till: true }
    if (index === 0) await storage.registerLocation({ ...made, pins: [], onlyFirst: true })
    else await storage.addDevice(made)
  }
  return tills
}

function newTill(location: LocationId): SigningTill {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const token = randomBytes(32).toString('hex')
  return { location, device: v7() as DeviceId, token, key: privateKey, publicKey: { x, y }, head: START_HEAD }
}

export interface PushBatch {
  readonly from: number
  readonly last: number
  readonly body: Buffer
}

/** Seals the till's next sales as pushes of `size` entries each. */
export function sealPushes(till: SigningTill, pushes: number, size: number): readonly PushBatch[] {
  return Array.from({ length: pushes }, () => {
    const from = till.head.seq + 1
    const lines = Array.from({ length: size }, () => {
      const next = sealEntry(saleDraft(till.head.seq), till, till.head, (text) =>
        createHash('sha256').update(text).digest('hex'),
      )
      till.head = next.head
      return next.sealed.bytes
    })
    const { location, device } = till
    const told = { epoch: 1, build: 'bench', head: till.head.seq, at: Date.now() }
    const header = { protocol: PROTOCOL_VERSION, location, device, from, ...told }
    const body = Buffer.from(`${[JSON.stringify(header), ...lines].join('\n')}\n`)
    return { from, last: till.head.seq, body }
  })
}

/** The nonce that the endpoint takes now: on every answer. */
export async function readNonce(connection: RawConnection): Promise<string> {
  const { head } = await connection.ask(postBytes('/api/push', { host: 'localhost' }, Buffer.alloc(0)))
  const [, nonce] = new RegExp(`\r\n${NONCE_HEADER}: ([^\r]+)`, 'i').exec(head) ?? []
  if (nonce === undefined) throw new Error(`The endpoint gave no nonce: ${head}`)
  return nonce
}

/** The whole request of a push, with its proof. */
export function signPush(
  till: SigningTill,
  { body }: PushBatch,
  at: { host: string; nonce: string },
): Buffer {
  const { x, y } = till.publicKey
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x, y } }
  const claims = {
    jti: randomBytes(16).toString('base64url'),
    htm: 'POST',
    htu: `http://${at.host}/api/push`,
    iat: Math.floor(Date.now() / 1000),
    ath: digest(Buffer.from(till.token)),
    nonce: at.nonce,
    bh: digest(body),
  }
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign('sha256', Buffer.from(signed), { key: till.key, dsaEncoding: 'ieee-p1363' })
  const proof = `${signed}.${signature.toString('base64url')}`
  return postBytes('/api/push', { host: at.host, authorization: `DPoP ${till.token}`, dpop: proof }, body)
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url')
