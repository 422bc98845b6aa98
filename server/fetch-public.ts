/**
 * Fetching a picture from an address that a person typed or a catalogue named. Every hop is resolved here,
 * checked, and connected to at the very address that was checked, so that neither a redirect nor a name
 * that changes between two look-ups leads into the local network.
 */
import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { err, ok, type Result } from '../core/result.ts'
import { isPublicAddress } from './public-address.ts'

export interface FetchDeps {
  /** All addresses of a name; rejects when there is none. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  readonly isPublic: (address: string) => boolean
  readonly timeoutMs: number
}

/** The real network, 10 s in all. */
export const FETCH_DEPS: FetchDeps = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isPublic: isPublicAddress,
  timeoutMs: 10_000,
}

const MAX_REDIRECTS = 3

/** Fetches an image of at most `maxBytes`; a failure is a sentence for a person. */
export async function fetchPublicImage(
  deps: FetchDeps,
  url: string,
  maxBytes: number,
): Promise<Result<Buffer, string>> {
  const signal = AbortSignal.timeout(deps.timeoutMs)
  let next = url
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const fetched = await fetchHop(deps, next, { signal, maxBytes })
    if (!fetched.ok || Buffer.isBuffer(fetched.value)) return fetched as Result<Buffer, string>
    next = fetched.value.redirect
  }
  return err(`The address redirects more than ${MAX_REDIRECTS} times.`)
}

interface HopLimits {
  readonly signal: AbortSignal
  readonly maxBytes: number
}

type Hop = Buffer | { readonly redirect: string }

async function fetchHop(deps: FetchDeps, text: string, limits: HopLimits): Promise<Result<Hop, string>> {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return err('Only http:// and https:// addresses are fetched.')
  if (url.username !== '' || url.password !== '') return err('Addresses with a user name are not fetched.')
  const address = await checkedAddress(deps, url.hostname)
  if (!address.ok) return address
  try {
    const response = await connect(url, address.value, limits.signal)
    return await readResponse(response, url, limits.maxBytes)
  } catch (error) {
    return err(wordsOf(error))
  }
}

/** Every address of the name must be public: which of them a second look-up would give is not ours to know. */
async function checkedAddress(deps: FetchDeps, host: string): Promise<Result<string, string>> {
  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) ? [literal] : await deps.resolve(host).catch(() => [])
  const [first] = addresses
  if (first === undefined) return err('The name of this address cannot be found.')
  if (!addresses.every(deps.isPublic)) return err('This address lies in a private network: not fetched.')
  return ok(first)
}

function connect(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const family = isIP(address)
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      signal,
      // A connection of its own: a pooled one might lead to an address that was checked for another name.
      agent: false,
      headers: { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Barrow' },
      lookup: (_host, options, callback) =>
        options.all ? callback(null, [{ address, family }]) : callback(null, address, family),
    })
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
    outgoing.end()
  })
}

async function readResponse(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
): Promise<Result<Hop, string>> {
  const answer = await readByStatus(response, url, maxBytes)
  response.destroy()
  return answer
}

async function readByStatus(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
): Promise<Result<Hop, string>> {
  const status = response.statusCode ?? 0
  const { location } = response.headers
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined)
    return ok({ redirect: URL.parse(location, url.href)?.href ?? '' })
  if (status !== 200) return err(`The address answered with status ${status}.`)
  if (!/^image\//i.test(response.headers['content-type'] ?? '')) return err('The address holds no image.')
  return readLimited(response, maxBytes)
}

async function readLimited(response: IncomingMessage, maxBytes: number): Promise<Result<Buffer, string>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return err(`The picture is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

function wordsOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError' || name === 'AbortError') return 'The address took too long to answer.'
  return 'The address cannot be reached.'
}
