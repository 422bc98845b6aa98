/** Every refusal of the endpoint: a status and a code that programs decide by, words that a person reads. */
import * as v from 'valibot'
import { textSchema } from '../journal/schema.ts'

export const FAILURE_CODES = [
  'bad-request',
  'unauthorized',
  /** The request's proof needs the nonce that comes with this answer: sign again, once. */
  'use-nonce',
  /** The device's pairing was ended: it may still hand over its journal, and nothing else. */
  'revoked',
  'forbidden',
  'not-found',
  'code-invalid',
  'set-up-closed',
  'gap',
  'too-large',
  'unsupported',
  'protocol-too-old',
  'too-many-requests',
  'picture-refused',
  /** No payment provider is set up at this endpoint. */
  'checkout-not-set-up',
  /** The provider, or its rules about amounts, would not take this payment. */
  'checkout-refused',
  /** The tender stands for another payment already. */
  'checkout-differs',
  /** The provider did not answer: nothing was charged by this, and the same request may be made again. */
  'checkout-unavailable',
  'internal',
] as const

export const failureSchema = v.object({
  code: v.picklist(FAILURE_CODES),
  /** What happened and what to do, in a person's words. */
  message: textSchema(500),
})
export type Failure = v.InferOutput<typeof failureSchema>
export type FailureCode = Failure['code']
