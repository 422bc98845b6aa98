import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type FetchDeps, fetchPublicImage } from './fetch-public.ts'
import { isPublicAddress } from './public-address.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** The test's server plays a public host: its name alone resolves to loopback and passes. */
const deps = (change: Partial<FetchDeps> = {}): FetchDeps => ({
  resolve: async (host) => (host === 'pictures.example' ? ['127.0.0.1'] : ['10.0.0.1']),
  isPublic: (address) => address === '127.0.0.1' || isPublicAddress(address),
  timeoutMs: 2000,
  ...change,
})

const image: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'image/png' })
  response.end('bytes')
}

const fetched = async (url: string, change: Partial<FetchDeps> = {}, maxBytes = 1000) => {
  const outcome = await fetchPublicImage(deps(change), url, maxBytes)
  return outcome.ok ? outcome.value.toString() : outcome.error
}

describe('fetching a picture', () => {
  it('gives the bytes of a public address', async () => {
    const port = await serve(image)
    expect(await fetched(`http://pictures.example:${port}/a.png`)).toBe('bytes')
  })

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://192.168.0.1/',
    'http://0/',
  ])('Y20: refuses the private address %s, however it is written', async (url) => {
    expect(await fetched(url, { isPublic: isPublicAddress })).toMatch(/private network/)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://pictures.example/a',
    'gopher://pictures.example',
    'data:image/png,x',
    'x',
    '',
  ])('refuses what is not http: %s', async (url) =>
    expect(await fetched(url)).toMatch(/http:\/\/ and https:\/\//),
  )

  it('refuses an address with a user name', async () => {
    expect(await fetched('http://a:b@pictures.example/')).toMatch(/user name/)
  })

  it('Y20: refuses a name when any of its addresses is private', async () => {
    const resolve = async () => ['8.8.8.8', '10.0.0.5']
    expect(await fetched('http://two.example/', { resolve })).toMatch(/private network/)
  })

  it('says when a name cannot be found', async () => {
    const resolve = async () => Promise.reject(new Error('ENOTFOUND'))
    expect(await fetched('http://nowhere.example/', { resolve })).toMatch(/cannot be found/)
  })

  it('Y20: a name that changes between the check and the connection is asked only once', async () => {
    const port = await serve(image)
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    let asked = 0
    const resolve = async () => answers[asked++] ?? []
    expect(await fetched(`http://rebind.example:${port}/`, { resolve })).toBe('bytes')
    expect(asked).toBe(1)
  })

  it.each([
    'http://10.0.0.1/secret',
    'http://inside.example/secret',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
  ])('Y20: refuses a redirect to %s', async (location) => {
    const port = await serve((_, response) => {
      response.writeHead(302, { location })
      response.end()
    })
    expect(await fetched(`http://pictures.example:${port}/`)).toMatch(/private network|http:\/\/ and/)
  })

  it('follows three redirects, not a fourth', async () => {
    let left = 3
    const port = await serve((request, response) => {
      if (left === 0) return image(request, response)
      left -= 1
      response.writeHead(301, { location: '/next' })
      response.end()
    })
    expect(await fetched(`http://pictures.example:${port}/`)).toBe('bytes')
    left = 4
    expect(await fetched(`http://pictures.example:${port}/`)).toMatch(/more than 3 times/)
  })

  it('refuses more bytes than allowed, declared or not', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      for (let n = 0; n < 100; n++) response.write(Buffer.alloc(1000))
      response.end()
    })
    expect(await fetched(`http://pictures.example:${port}/`)).toMatch(/larger than/)
  })

  it('refuses what is no image, and other answers', async () => {
    const page = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<p>')
    })
    expect(await fetched(`http://pictures.example:${page}/`)).toMatch(/no image/)
    const gone = await serve((_, response) => response.writeHead(404).end())
    expect(await fetched(`http://pictures.example:${gone}/`)).toMatch(/status 404/)
  })

  it('gives up on one that takes too long, at its start or in its middle', async () => {
    const silent = await serve(() => {})
    expect(await fetched(`http://pictures.example:${silent}/`, { timeoutMs: 100 })).toMatch(/too long/)
    const dripping = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      response.write('x')
    })
    expect(await fetched(`http://pictures.example:${dripping}/`, { timeoutMs: 100 })).toMatch(
      /too long|reached/,
    )
  })

  it('says when nobody listens', async () => {
    expect(await fetched('http://pictures.example:1/')).toMatch(/cannot be reached/)
  })
})
