/** The raw limit of a fan-out: a server that does nothing but write the same bytes to every open answer. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const answers = new Set<ServerResponse>()
const POKE = 'event: poke\nid: 1\ndata: {"v":1,"epoch":1}\n\n'

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    for (const answer of answers) answer.write(POKE)
    response.end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(POKE)
  answers.add(response)
})
server.listen(0, '127.0.0.1', 20_000, () => process.send?.({ port: (server.address() as AddressInfo).port }))
