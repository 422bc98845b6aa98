/** The environment variables that an endpoint and its command line obey. */
import { err, ok, type Result } from '../core/result.ts'

export interface Environment {
  readonly port: number
  readonly host: string
  /** Folder of the pictures, and of the SQLite database unless there is a PostgreSQL. */
  readonly dataDir: string
  /** Address of the PostgreSQL database that holds the journals; null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null
  /** The address by which devices reach the endpoint, without a slash at the end; null: not known. */
  readonly publicUrl: string | null
  /** Paths of the certificate and its key, when the endpoint itself speaks HTTPS. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly openSetup: boolean
  readonly logLevel: string
  /** Keys of Stripe, and where its API is unless it is Stripe's own; null: no payments by it. */
  readonly stripe: StripeKeys | null
}

export interface StripeKeys {
  readonly secretKey: string
  readonly webhookSecret: string
  readonly apiBase: string | null
}

/** Reads and checks them; a failure is a sentence that names the variable and the mend. */
export function readEnvironment(env: NodeJS.ProcessEnv): Result<Environment, string> {
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl !== null && !isPostgresUrl(databaseUrl))
    return err('DATABASE_URL must be a postgres:// address with a database in it. Unset it to use SQLite.')
  const port = Number(env.PORT ?? 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    return err(`PORT must be a number from 0 to 65535, got "${env.PORT}".`)
  const publicUrl = env.PUBLIC_URL?.replace(/\/+$/, '') || null
  if (publicUrl !== null && !/^https?:$/.test(URL.parse(publicUrl)?.protocol ?? ''))
    return err(`PUBLIC_URL must be an http:// or https:// address, got "${env.PUBLIC_URL}".`)
  const { TLS_CERT: cert, TLS_KEY: key } = env
  if (Boolean(cert) !== Boolean(key)) return err('TLS_CERT and TLS_KEY belong together: set both or none.')
  const stripe = readStripe(env, publicUrl)
  if (!stripe.ok) return stripe
  return ok({
    port,
    host: env.HOST ?? '0.0.0.0',
    dataDir: env.DATA_DIR ?? './data',
    databaseUrl,
    publicUrl,
    tls: cert && key ? { cert, key } : null,
    openSetup: env.OPEN_SETUP === '1',
    logLevel: env.LOG_LEVEL ?? 'info',
    stripe: stripe.value,
  })
}

/** No message shows a key. */
function readStripe(env: NodeJS.ProcessEnv, publicUrl: string | null): Result<StripeKeys | null, string> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env
  if (!secretKey && !webhookSecret) return ok(null)
  if (!secretKey || !webhookSecret)
    return err('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: set both or none.')
  if (!/^(sk|rk)_[\x21-\x7e]+$/.test(secretKey))
    return err('STRIPE_SECRET_KEY must be a secret or a restricted key: it begins with sk_ or rk_.')
  if (!/^whsec_[\x21-\x7e]+$/.test(webhookSecret))
    return err('STRIPE_WEBHOOK_SECRET must be the signing secret of the webhook: it begins with whsec_.')
  if (publicUrl === null)
    return err('Stripe needs PUBLIC_URL: customers come back there once they have paid. Set it.')
  const apiBase = env.STRIPE_API_BASE || null
  if (apiBase !== null && !/^https?:$/.test(URL.parse(apiBase)?.protocol ?? ''))
    return err('STRIPE_API_BASE must be an http:// or https:// address. Unset it to use Stripe.')
  return ok({ secretKey, webhookSecret, apiBase })
}

/** Never shown in a message: it may hold a password. */
function isPostgresUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

/** The address that people are given: the public one, or this machine's own. */
export function baseUrl({ publicUrl, tls, port }: Pick<Environment, 'publicUrl' | 'tls' | 'port'>): string {
  return publicUrl ?? `${tls ? 'https' : 'http'}://localhost:${port}`
}
