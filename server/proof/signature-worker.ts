/** Verifies signatures on a thread of its own, in the order and the parcels in which they come. */
import { verify } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { keyOf } from './key-of.ts'
import type { SignatureCheck } from './signatures.ts'

parentPort?.on('message', (checks: readonly SignatureCheck[]) => {
  parentPort?.postMessage(checks.map(isRight))
})

function isRight({ publicKey, signed, signature }: SignatureCheck): boolean {
  const key = keyOf(publicKey)
  if (!key) return false
  const bytes = Buffer.from(signature, 'base64url')
  return verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}
