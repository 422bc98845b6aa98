/** Token buckets: how often one device or one address may call. Kept in memory, bounded. */

export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface RateLimit {
  /** Takes one token; answers 0, or in how many whole seconds there is one again. */
  take(key: string, rate: Rate): number
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/** `nowMs` is a monotonic clock. At most `maxKeys` buckets are remembered, the oldest are forgotten first. */
export function createRateLimit(nowMs: () => number, maxKeys = 20_000): RateLimit {
  const buckets = new Map<string, Bucket>()
  return {
    take(key, rate) {
      const now = nowMs()
      const bucket = buckets.get(key) ?? { tokens: rate.burst, filledAtMs: now }
      refill(bucket, rate, now)
      remember(buckets, key, bucket, maxKeys)
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rate.perSecond)
      bucket.tokens -= 1
      return 0
    },
  }
}

function refill(bucket: Bucket, rate: Rate, now: number): void {
  const earned = ((now - bucket.filledAtMs) / 1000) * rate.perSecond
  bucket.tokens = Math.min(rate.burst, bucket.tokens + earned)
  bucket.filledAtMs = now
}

function remember(buckets: Map<string, Bucket>, key: string, bucket: Bucket, maxKeys: number): void {
  if (buckets.has(key)) return
  const [oldest] = buckets.keys()
  if (buckets.size >= maxKeys && oldest !== undefined) buckets.delete(oldest)
  buckets.set(key, bucket)
}
