/**
 * The wire's version and the floor that the endpoint still serves.
 *
 * History: 1: push as NDJSON of canonical entries, pull by cursor, register, pair.
 * 2: requests signed with the device's key, leases, live pokes, snapshot, relays after a restore; a push tells the
 * device's own head and clock.
 *
 * The floor is never raised: a tablet that lay in a drawer for a year must still be able to hand over its
 * outbox. A change of any message needs a new version here and a frozen sample in `version.test.ts`.
 */
export const PROTOCOL_VERSION = 2
export const PROTOCOL_FLOOR = 1
