/** What screens may ask of the endpoint, in their words. Everything but these works without it. */
import type { EndpointClient } from '../sync/endpoint-client.ts'

export type { EndpointProblem } from '../sync/endpoint-client.ts'

export type EndpointServices = Pick<
  EndpointClient,
  'setup' | 'entry' | 'unreadable' | 'newPairingCode' | 'uploadPicture' | 'fetchPicture' | 'devices' | 'push'
> & {
  /** Payments by a provider's page. */
  readonly checkout: () => Promise<EndpointClient['checkout']>
}
