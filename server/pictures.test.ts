import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PictureAnswer } from '../core/protocol/picture.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { registerTill, type TestTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
let till: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
})
afterEach(() => endpoint.close())

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c84' } })

const upload = (bytes: Uint8Array<ArrayBuffer> | string) =>
  endpoint.send('/api/pictures', { method: 'POST', headers: till.authorization, body: bytes })

async function keep(bytes: Buffer): Promise<PictureAnswer> {
  const response = await upload(new Uint8Array(bytes))
  expect(response.status).toBe(200)
  return (await response.json()) as PictureAnswer
}

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('is taken as %s', async (format) => {
    const { hash, thumbhash } = await keep(await plain(800, 600).toFormat(format).toBuffer())
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
    expect(Buffer.from(thumbhash, 'base64').length).toBeGreaterThan(4)
  })

  it('is kept in three widths as WebP, two as AVIF, immutable under its content’s hash', async () => {
    const bytes = await plain(1600, 1200).png().toBuffer()
    const { hash } = await keep(bytes)
    const sizes: Record<string, number | undefined> = {}
    for (const name of ['160.webp', '320.webp', '640.webp', '320.avif', '640.avif']) {
      const response = await endpoint.send(`/pictures/${hash}-${name}`)
      expect(response.headers.get('cache-control')).toContain('immutable')
      expect(response.headers.get('content-type')).toBe(`image/${name.split('.')[1]}`)
      sizes[name] = (await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width
    }
    expect(sizes).toEqual({
      '160.webp': 160,
      '320.webp': 320,
      '640.webp': 640,
      '320.avif': 320,
      '640.avif': 640,
    })
    expect(await keep(bytes)).toMatchObject({ hash })
    expect(readdirSync(join(endpoint.folder, 'pictures'))).toHaveLength(5)
  })

  it('is never made larger than it is, nor endlessly tall', async () => {
    const widthOf = async (bytes: Buffer) => {
      const { hash } = await keep(bytes)
      const file = await endpoint.send(`/pictures/${hash}-640.webp`)
      return sharp(Buffer.from(await file.arrayBuffer())).metadata()
    }
    expect((await widthOf(await plain(50, 40).png().toBuffer())).width).toBe(50)
    expect((await widthOf(await plain(100, 8000).png().toBuffer())).height).toBeLessThanOrEqual(1280)
  })

  it('loses what the camera wrote into it, after being turned upright by it', async () => {
    const source = plain(400, 200)
      .withExif({ IFD0: { Copyright: 'Mika' } })
      .withMetadata({ orientation: 6 })
    const { hash } = await keep(await source.jpeg().toBuffer())
    const file = await endpoint.send(`/pictures/${hash}-320.webp`)
    const { exif, width, height } = await sharp(Buffer.from(await file.arrayBuffer())).metadata()
    expect(exif).toBeUndefined()
    expect((height ?? 0) > (width ?? 0)).toBe(true)
  })

  it.each([
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['an SVG behind a comment', '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<!doctype html><img src=x onerror=alert(1)>'],
    ['a PDF', '%PDF-1.7 ...'],
    ['TIFF', 'II*\0........'],
    ['nothing', ''],
    ['a PNG’s head without a body', '\x89PNG\r\n\x1a\n'],
    ['a JPEG that breaks off', Buffer.from('ffd8ffe000104a464946', 'hex').toString('latin1')],
    ['a HEIC that is none', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ])('Y20: %s is refused in words', async (_, text) => {
    const response = await upload(new Uint8Array(Buffer.from(text, 'latin1')))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      code: 'picture-refused',
      message: expect.stringMatching(/\w/),
    })
  })

  it('Y20: a small file that unpacks to more than 40 megapixels is refused', async () => {
    const bomb = await plain(8000, 6000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(500_000)
    const response = await upload(new Uint8Array(bomb))
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('40 megapixels')
  })

  it('Y19: more than 12 MB are refused', async () => {
    expect((await upload(new Uint8Array(13 * 1024 * 1024))).status).toBe(413)
  })

  it.each([
    '/pictures/..%2fbarrow.sqlite',
    '/pictures/%2e%2e%2fbarrow.sqlite',
    '/pictures/..%5cbarrow.sqlite',
    '/pictures/....%2f%2fbarrow.sqlite',
    '/pictures/0123456789abcdef-320.webp%00.png',
    '/pictures/0123456789abcdef-320.svg',
    '/pictures/0123456789abcdef-999.webp',
    '/pictures/0123456789ABCDEF-320.webp',
    '/pictures/0123456789abcdef-320.webp%0a',
    '/pictures/x/0123456789abcdef-320.webp',
  ])('Y20: a name never becomes a path: %s', async (path) => {
    expect((await endpoint.send(path)).status).toBe(404)
  })

  it('Y20: is not fetched from a private address', async () => {
    const body = JSON.stringify({ url: 'http://169.254.169.254/latest' })
    const headers = { ...till.authorization, 'content-type': 'application/json' }
    const response = await endpoint.send('/api/pictures/fetch', { method: 'POST', headers, body })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('private network')
  })
})
