/**
 * Many listeners to one stream of events, as bare sockets in a process of their own, so that what is measured is the
 * endpoint's work and not that of hearing it. Runs as a child: told where to listen, then of each poke when it was
 * caused, it answers with how long each listener waited for it.
 */
import { connect, type Socket } from 'node:net'

export interface ListenTo {
  readonly type: 'listen'
  readonly port: number
  readonly count: number
  readonly tokens: readonly string[]
}

/** Times are ms of the machine's monotonic clock, which all processes share. */
export interface PokeCaused {
  readonly type: 'caused'
  readonly atMs: number
}

export type ListenersAnswer =
  | { readonly type: 'listening' }
  | { readonly type: 'heard'; readonly waitsMs: readonly number[] }

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** One address may not open too many at once: the endpoint takes it for a flood. */
const LISTENERS_OF_AN_ADDRESS = 400
const OPENED_AT_ONCE = 100
const GIVE_UP_MS = 15_000

let heardAtMs: number[] = []
let whenHeard: () => void = () => {}
let listeners = 0

async function listen({ port, count, tokens }: ListenTo): Promise<void> {
  for (let first = 0; first < count; first += OPENED_AT_ONCE) {
    const group = Array.from({ length: Math.min(OPENED_AT_ONCE, count - first) }, (_, index) => first + index)
    await Promise.all(group.map((index) => open(port, index, tokens[index % tokens.length] ?? '')))
  }
  listeners = count
}

/** Resolves with the first poke: from then on it hears. */
function open(port: number, index: number, token: string): Promise<void> {
  const localAddress = `127.0.1.${1 + Math.floor(index / LISTENERS_OF_AN_ADDRESS)}`
  const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true })
  socket.write(`GET /api/live HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    let head = ''
    const onHead = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (!head.startsWith('HTTP/1.1 200')) reject(new Error(head.slice(0, 300)))
      if (!head.includes('event: poke')) return
      socket.off('data', onHead)
      hear(socket)
      resolve()
    }
    socket.on('data', onHead)
    socket.on('error', reject)
    socket.on('close', () => process.send?.({ type: 'lost' }))
  })
}

function hear(socket: Socket): void {
  socket.on('data', (chunk) => {
    if (!chunk.includes('event: poke')) return
    heardAtMs.push(nowMs())
    if (heardAtMs.length === listeners) whenHeard()
  })
}

/** The poke may have been heard by some before its cause is told here. */
async function waitsSince({ atMs }: PokeCaused): Promise<readonly number[]> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GIVE_UP_MS)
    whenHeard = () => {
      clearTimeout(timer)
      resolve()
    }
    if (heardAtMs.length >= listeners) whenHeard()
  })
  const waits = heardAtMs.map((heard) => heard - atMs)
  heardAtMs = []
  return waits
}

process.on('message', async (message: ListenTo | PokeCaused) => {
  if (message.type === 'listen') {
    await listen(message)
    process.send?.({ type: 'listening' } satisfies ListenersAnswer)
  } else {
    const waitsMs = await waitsSince(message)
    process.send?.({ type: 'heard', waitsMs } satisfies ListenersAnswer)
  }
})
