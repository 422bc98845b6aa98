/**
 * The line between browser and endpoint, as in the peers' bench: an HTTP proxy over counted TCP connections, which
 * can refuse everything. Files of the bench itself are served whether the line is up or not.
 */
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface CountedLine {
  readonly url: string
  readonly setOffline: (offline: boolean) => void
  /** TCP payload so far, headers included. */
  readonly bytes: () => { readonly up: number; readonly down: number }
  readonly close: () => void
}

export async function openCountedLine(
  upstream: number,
  files: Readonly<Record<string, string>>,
): Promise<CountedLine> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const open = new Set<Socket>()
  let [closedUp, closedDown, offline] = [0, 0, false]
  const server = createServer((request, response) => {
    const file = files[request.url ?? '']
    if (file !== undefined) response.setHeader('content-type', 'text/javascript').end(file)
    else if (offline) request.socket.destroy()
    else pass(agent, upstream, request, response)
  })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => {
      open.delete(socket)
      closedUp += socket.bytesRead
      closedDown += socket.bytesWritten
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    setOffline: (now) => {
      offline = now
      if (now) for (const socket of open) socket.destroy()
    },
    bytes: () => {
      let [up, down] = [closedUp, closedDown]
      for (const socket of open) [up, down] = [up + socket.bytesRead, down + socket.bytesWritten]
      return { up, down }
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
      agent.destroy()
    },
  }
}

function pass(agent: Agent, port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request
  const onward = httpRequest({ host: '127.0.0.1', port, method, path: url, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
