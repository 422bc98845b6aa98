/** The endpoint's refusals: a code of the wire, its status, words for a person. */
import type { Failure, FailureCode } from '../core/protocol/failure.ts'
import type { Result } from '../core/result.ts'

export const STATUS_BY_CODE = {
  'bad-request': 400,
  unauthorized: 401,
  'use-nonce': 401,
  revoked: 403,
  forbidden: 403,
  'code-invalid': 403,
  'set-up-closed': 403,
  'not-found': 404,
  'checkout-not-set-up': 404,
  gap: 409,
  'checkout-differs': 409,
  'too-large': 413,
  unsupported: 415,
  'picture-refused': 422,
  'checkout-refused': 422,
  'protocol-too-old': 426,
  'too-many-requests': 429,
  internal: 500,
  'checkout-unavailable': 502,
} as const satisfies Record<FailureCode, number>

/** Names a failure: what happened and what to do. */
export const failure = (code: FailureCode, message: string): Failure => ({ code, message })

/** The failure as an answer. */
export function refuse({ code, message }: Failure, headers: Record<string, string> = {}): Response {
  return Response.json({ code, message }, { status: STATUS_BY_CODE[code], headers })
}

/** An outcome as JSON, a failure with its status. */
export function answerWith(outcome: Result<object, Failure>): Response {
  return outcome.ok ? Response.json(outcome.value) : refuse(outcome.error)
}
