/** Where a device's journal ends. `lamport` is the largest this device has seen from anybody. */
export interface Head {
  readonly seq: number
  readonly hash: string
  readonly lamport: number
}

/** `prev` of a device's first entry. */
export const CHAIN_START = '0'.repeat(64)

export const START_HEAD: Head = { seq: 0, hash: CHAIN_START, lamport: 0 }
