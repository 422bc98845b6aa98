import type { DeviceId } from '../domain/ids.ts'

/** The device under whose name the endpoint keeps its own journal: a restored endpoint begins another one. */
export const endpointDevice = (epoch: number): DeviceId => `endpoint-${epoch}` as DeviceId

export const isEndpointDevice = (device: DeviceId): boolean => /^endpoint-\d+$/.test(device)
