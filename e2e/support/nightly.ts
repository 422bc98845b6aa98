/** Long or twin cases that `npm run nightly` plays and `npm test` leaves out, so that it ends in a coffee's time. */
export const NIGHTLY = { tag: '@nightly' }

/** Nightly or not, by a condition. */
export const nightlyIf = (condition: boolean) => (condition ? NIGHTLY : {})
