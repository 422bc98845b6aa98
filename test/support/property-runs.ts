/** How many cases a property of money is tried with: 2,000 in `npm test`, 100,000 by `npm run nightly`. */
export const PROPERTY_RUNS = Number(process.env.PROPERTY_RUNS ?? 2000)

/** A property's own time limit, in ms: the nightly form takes long. */
export const PROPERTY_TIMEOUT = 30_000 + PROPERTY_RUNS * 20
