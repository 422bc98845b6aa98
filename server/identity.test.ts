import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PairAnswer } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { from, json, type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { pairTill, registerTill, tillOf } from './testing/test-till.ts'

let endpoint: TestEndpoint
beforeEach(() => {
  endpoint = testEndpoint()
})
afterEach(() => endpoint.close())

const PIN = { staff: 'staff-1', salt: 'a'.repeat(32), hash: 'b'.repeat(64) }

function registration(location: string, device = 'device-1') {
  const { token } = tillOf(location, device)
  return json({ protocol: 1, location, device, token, pins: [PIN] })
}

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('making a location', () => {
  it('Y15: is open to the first to come, then closed, in words that tell to pair', async () => {
    expect(await (await endpoint.send('/api/setup')).json()).toMatchObject({ open: true, demoCode: null })
    expect((await endpoint.send('/api/register', registration('one'))).status).toBe(200)
    expect(await (await endpoint.send('/api/setup')).json()).toMatchObject({ open: false })
    const refused = await endpoint.send('/api/register', registration('two', 'device-2'))
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'set-up-closed',
      message: expect.stringContaining('Pair'),
    })
  })

  it('Y15: a repeated call is the same call, also when set-up is closed by then', async () => {
    const first = await (await endpoint.send('/api/register', registration('one'))).json()
    const again = await endpoint.send('/api/register', registration('one'))
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
  })

  it('Y15: nobody takes a location over', async () => {
    await endpoint.send('/api/register', registration('one'))
    const other = await endpoint.send('/api/register', registration('one', 'device-2'))
    expect(await codeOf(other)).toBe('forbidden')
  })

  const fromHere = async (peer: string, headers: Record<string, string>) => {
    await registerTill(endpoint)
    const request = new Request('http://localhost:8787/api/register', registration('two', 'device-2'))
    for (const [name, value] of Object.entries({ host: 'localhost:8787', ...headers }))
      request.headers.set(name, value)
    return (await endpoint.app.fetch(request, from(peer))).status
  }

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])(
    'Y15: stays open to the machine itself (%s)',
    async (peer) => {
      expect(await fromHere(peer, {})).toBe(200)
    },
  )

  it.each([
    ['a proxy on it', '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }],
    ['another proxy header', '127.0.0.1', { forwarded: 'for=203.0.113.9' }],
    ['a name that was made to point here', '127.0.0.1', { host: 'evil.example:8787' }],
    ['a name that begins like ours', '127.0.0.1', { host: '127.0.0.1.evil.example' }],
    ['the network', '192.168.1.20', {}],
    ['an address that begins like ours', '127.0.0.1.evil', {}],
  ])('Y15: is closed to what comes over %s', async (_, peer, headers) => {
    expect(await fromHere(peer, headers)).toBe(403)
  })

  it('Y15: OPEN_SETUP=1 lets everybody make one', async () => {
    await endpoint.close()
    endpoint = testEndpoint({ openSetup: true })
    expect((await endpoint.send('/api/register', registration('one'))).status).toBe(200)
    expect((await endpoint.send('/api/register', registration('two', 'device-2'))).status).toBe(200)
  })

  it('names the field that is wrong, and never repeats what it held', async () => {
    const bad = json({ protocol: 1, location: 'x', device: 'y', token: 'sesame', pins: [] })
    const response = await endpoint.send('/api/register', bad)
    expect(response.status).toBe(400)
    const { message } = (await response.json()) as { message: string }
    expect(message).toContain('token')
    expect(message).not.toContain('sesame')
  })
})

describe('pairing', () => {
  const pair = (code: string, device: string) =>
    endpoint.send('/api/pair', json({ protocol: 1, code, device, token: tillOf('location-1', device).token }))
  const newCode = async () => {
    const { authorization } = tillOf('location-1', 'device-1').authorization
    const made = await endpoint.send('/api/pairing-codes', { method: 'POST', headers: { authorization } })
    return codeOf(made)
  }

  it('Y16: a code is single use, gives the next letter and the PINs, and is forgiving about dashes', async () => {
    await endpoint.send('/api/register', registration('location-1'))
    const code = await newCode()
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase()
    const answer = (await (await pair(typed, 'device-2')).json()) as PairAnswer
    expect(answer).toEqual({
      protocol: PROTOCOL_VERSION,
      epoch: 1,
      location: 'location-1',
      letter: 'B',
      pins: [PIN],
      credential: expect.stringMatching(/^[0-9a-f]{64}$/),
      shift: null,
      replaces: null,
    })
    expect(await codeOf(await pair(code, 'device-3'))).toBe('code-invalid')
  })

  it('Y16: the answer that was lost is given again to the same device', async () => {
    await registerTill(endpoint)
    const code = await newCode()
    const first = await (await pair(code, 'device-2')).json()
    expect(await (await pair(code, 'device-2')).json()).toEqual(first)
  })

  it('Y16: a code runs out after ten minutes of the endpoint’s clock', async () => {
    await registerTill(endpoint)
    const code = await newCode()
    endpoint.clock.now += 600_000
    expect(await codeOf(await pair(code, 'device-2'))).toBe('code-invalid')
  })

  it('Y16: codes cannot be guessed: ten tries, then one in six seconds', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => pair('AAAABBBBCCCC', 'device-2')))
    expect(tries.map(({ status }) => status)).toEqual([...Array(10).fill(403), 429, 429])
    expect(tries[11]?.headers.get('retry-after')).toBe('6')
    endpoint.clock.monotonic += 6000
    expect((await pair('AAAABBBBCCCC', 'device-2')).status).toBe(403)
  })

  it('a demo’s code can be used again and again, each time for the next letter', async () => {
    await endpoint.close()
    endpoint = testEndpoint({ demo: { code: 'DEMODEMODEMO', location: 'location-1' as never } })
    await registerTill(endpoint)
    expect(await (await endpoint.send('/api/setup')).json()).toMatchObject({ demoCode: 'DEMODEMODEMO' })
    const letters = ['B', 'C', 'D']
    for (const letter of letters)
      expect(await (await pair('DEMODEMODEMO', `device-${letter}`)).json()).toMatchObject({ letter })
  })

  it('Y17: nothing in the store is a token or a code', async () => {
    const owner = await registerTill(endpoint)
    const code = await newCode()
    const { readFileSync, readdirSync } = await import('node:fs')
    const files = readdirSync(endpoint.folder).filter((name) => name.startsWith('barrow.sqlite'))
    for (const file of files) {
      const bytes = readFileSync(`${endpoint.folder}/${file}`)
      expect(bytes.includes(owner.token)).toBe(false)
      expect(bytes.includes(code)).toBe(false)
    }
  })
})

describe('a device’s token', () => {
  it('opens its own location only', async () => {
    const owner = await registerTill(endpoint)
    await pairTill(endpoint, owner, 'device-2')
    const state = await endpoint.send('/api/state', { headers: owner.authorization })
    expect(state.status).toBe(200)
  })

  it.each([
    ['none', {}],
    ['an unknown one', { authorization: `Bearer ${'0'.repeat(64)}` }],
    ['one that is no token', { authorization: 'Bearer x' }],
    ['another scheme', { authorization: 'Basic eDp5' }],
    ['SQL', { authorization: "Bearer ' or 1=1 --" }],
  ])('with %s every device route answers 401', async (_, headers) => {
    await registerTill(endpoint)
    const routes = [
      ['POST', '/api/push'],
      ['GET', '/api/pull'],
      ['GET', '/api/state'],
      ['POST', '/api/pairing-codes'],
      ['POST', '/api/pictures'],
      ['POST', '/api/pictures/fetch'],
    ] as const
    for (const [method, path] of routes) {
      const response = await endpoint.send(path, { method, headers })
      expect([path, response.status]).toEqual([path, 401])
    }
  })
})
