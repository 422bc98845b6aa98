/** What a request carries through the app, and where it comes from. */
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Origin } from './register.ts'
import type { KnownDevice } from './storage/storage.ts'

export interface AppEnv {
  /** Given by the Node adapter; absent when the app is called with a bare Request. */
  Bindings: { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }
  Variables: {
    /** The route's pattern, for the log: an address may hold what is nobody's business. */
    route: string
    device: KnownDevice
  }
}

/** The address at the other end of the connection; "unknown" for a bare Request. */
export function peerAddress(context: Context<AppEnv>): string {
  return context.env?.incoming?.socket?.remoteAddress ?? 'unknown'
}

const FORWARDING_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'cf-connecting-ip',
]

/**
 * Whether the request was made on this machine: the peer is the loopback interface, no proxy has passed it
 * on, and the name it was called by is the machine's own (a page whose name was made to point here has
 * another).
 */
export function originOf(context: Context<AppEnv>): Origin {
  const forwarded = FORWARDING_HEADERS.some((name) => context.req.header(name) !== undefined)
  const host = hostName(context.req.header('host') ?? '')
  return { onThisMachine: isLoopback(peerAddress(context)) && !forwarded && isOwnName(host) }
}

const isLoopback = (address: string) =>
  address === '::1' || (isIP(address.replace(/^::ffff:/, '')) === 4 && /^(::ffff:)?127\./.test(address))

const isOwnName = (host: string) => host === 'localhost' || host === '[::1]' || isLoopback(host)

const hostName = (host: string) => host.toLowerCase().replace(/:\d+$/, '')
