/** What screens may ask of the endpoint, in their words. Everything works without it but these. */
import type { PairingCodeAnswer, SetupAnswer } from '../../core/protocol/identity.ts'
import type { PictureAnswer } from '../../core/protocol/picture.ts'
import type { Result } from '../../core/result.ts'

/** Why the endpoint could not help: no answer at all, or its refusal in a person's words. */
export interface EndpointProblem {
  readonly kind: 'unreachable' | 'refused'
  readonly code: string
  readonly message: string
}

export interface EndpointServices {
  readonly setup: () => Promise<Result<SetupAnswer, EndpointProblem>>
  readonly newPairingCode: () => Promise<Result<PairingCodeAnswer, EndpointProblem>>
  readonly uploadPicture: (file: Blob) => Promise<Result<PictureAnswer, EndpointProblem>>
  readonly fetchPicture: (url: string) => Promise<Result<PictureAnswer, EndpointProblem>>
}
