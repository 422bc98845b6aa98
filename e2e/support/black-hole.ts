/**
 * A line below HTTP whose connections can die without a word, as when a tablet walks out of the Wi-Fi's reach: they
 * stay open, and nothing gets through them any more, not even when the line is mended. Only new ones do.
 */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket, connect as tcpConnect } from 'node:net'

export interface BlackHoleLine {
  readonly url: () => string
  /** From now on nothing gets through, on connections that are open and on those that are made. */
  readonly swallow: () => void
  /** Connections made from now on are good ones. Those made before stay black holes. */
  readonly mend: () => void
  readonly close: () => Promise<void>
}

interface Connection {
  readonly near: Socket
  readonly far: Socket
  dead: boolean
}

/** `target` is asked at each connection, because an endpoint may restart. */
export async function startBlackHoleLine(target: () => number): Promise<BlackHoleLine> {
  const connections = new Set<Connection>()
  let swallowing = false
  const server = createServer((near) => {
    const far = tcpConnect(target(), '127.0.0.1')
    const connection: Connection = { near, far, dead: swallowing }
    connections.add(connection)
    pass(connection, near, far)
    pass(connection, far, near)
    near.on('close', () => connections.delete(connection))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: () => `http://127.0.0.1:${port}`,
    swallow: () => {
      swallowing = true
      for (const connection of connections) connection.dead = true
    },
    mend: () => {
      swallowing = false
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done))
      for (const { near, far } of connections) {
        near.destroy()
        far.destroy()
      }
      await closed
    },
  }
}

/** One direction. Of a dead connection neither bytes nor its end reach the other side. */
function pass(connection: Connection, from: Socket, to: Socket): void {
  from.on('data', (chunk) => connection.dead || to.write(chunk))
  from.on('end', () => connection.dead || to.end())
  from.on('error', () => connection.dead || to.destroy())
}
