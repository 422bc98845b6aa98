/**
 * Signatures are verified on one other thread, in parcels. Node's own asynchronous `verify` costs the thread that
 * serves more than the verification itself; a parcel costs it two microseconds a signature.
 */
import { Worker } from 'node:worker_threads'
import type { PublicKey } from '../../core/protocol/identity.ts'

/** An ES256 signature (base64url, IEEE P1363) over text. */
export interface SignatureCheck {
  readonly publicKey: PublicKey
  readonly signed: string
  readonly signature: string
}

interface Asked {
  readonly check: SignatureCheck
  readonly resolve: (isRight: boolean) => void
  readonly reject: (reason: Error) => void
}

let thread: ReturnType<typeof startThread> | null = null

/** Whether the key has made the signature; rejects only if the thread itself fails. */
export function isSignedBy(check: SignatureCheck): Promise<boolean> {
  thread ??= startThread(() => {
    thread = null
  })
  return thread.ask(check)
}

function startThread(ended: () => void) {
  const worker = new Worker(new URL('./signature-worker.ts', import.meta.url))
  const parcels: (readonly Asked[])[] = []
  let next: Asked[] = []
  // Checks under way keep the process up, an idle thread does not.
  worker.unref()
  const send = () => {
    parcels.push(next)
    worker.postMessage(next.map(({ check }) => check))
    next = []
    worker.ref()
  }
  worker.on('message', (verdicts: readonly boolean[]) => {
    for (const [index, { resolve }] of (parcels.shift() ?? []).entries()) resolve(verdicts[index] === true)
    if (parcels.length === 0) worker.unref()
  })
  const fail = (reason: Error) => {
    ended()
    for (const { reject } of [...parcels.splice(0).flat(), ...next.splice(0)]) reject(reason)
  }
  worker.once('error', fail)
  worker.once('exit', () => fail(new Error('The thread that verifies signatures has ended.')))
  return {
    ask: (check: SignatureCheck) =>
      new Promise<boolean>((resolve, reject) => {
        // All that arrives in this turn of the event loop goes in one parcel.
        if (next.length === 0) setImmediate(send)
        next.push({ check, resolve, reject })
      }),
  }
}
