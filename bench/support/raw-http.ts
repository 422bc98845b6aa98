/** HTTP/1.1 by hand over one kept connection: next to nothing of the machine goes into asking. */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

export interface RawConnection {
  /** Sends a whole request and waits for its answer; one at a time. */
  ask(request: Buffer): Promise<RawAnswer>
  close(): void
}

const HEAD_END = '\r\n\r\n'

export async function openConnection(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let received: Buffer = Buffer.alloc(0)
  let waiting: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The endpoint cut the connection.')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = parseAnswer(received)
    if (!answer || !waiting) return
    received = received.subarray(answer.size)
    const { resolve } = waiting
    waiting = null
    resolve(answer)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

function parseAnswer(received: Buffer): (RawAnswer & { readonly size: number }) | null {
  const headEnd = received.indexOf(HEAD_END)
  if (headEnd === -1) return null
  const head = received.toString('latin1', 0, headEnd)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  const size = headEnd + HEAD_END.length + length
  if (received.length < size) return null
  const body = received.toString('utf8', headEnd + HEAD_END.length, size)
  return { status: Number(head.slice(9, 12)), head, body, size }
}

/** A POST's bytes. */
export function postBytes(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': String(body.length) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body])
}
