/** Pictures: decoded under limits, stripped of everything but pixels, kept in three widths by their hash. */
import { hash } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { Failure } from '../core/protocol/failure.ts'
import { MAX_PICTURE_BYTES, type PictureAnswer } from '../core/protocol/picture.ts'
import { PICTURE_WIDTHS } from '../core/protocol/picture-url.ts'
import { err, ok, type Result } from '../core/result.ts'
import { type FetchDeps, fetchPublicImage } from './fetch-public.ts'
import { pictureKind } from './picture-kind.ts'
import { failure } from './refusal.ts'
import { writeWhole } from './write-whole.ts'

export interface Pictures {
  /** Keeps the bytes of a picture; the same bytes again answer at once. */
  keep(bytes: Uint8Array): Promise<Result<PictureAnswer, Failure>>
  /** Fetches from a public address, then keeps. */
  fetch(url: string): Promise<Result<PictureAnswer, Failure>>
  /** One file by its name; null for a name that is none of ours. */
  read(file: string): Promise<PictureFile | null>
}

export interface PictureFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** A bomb of a few kilobytes unpacks to gigapixels: 40 million are more than any phone's camera. */
const MAX_PIXELS = 40_000_000

/** The names under which pictures lie in their folder. */
export const PICTURE_FILE_NAME = /^[0-9a-f]{16,64}-(160|320|640)\.(webp|avif)$/

/** Decoders are hungry: this many work at a time, the others wait their turn. */
const CONCURRENT = 2

/** `folder` is made when it is first needed. */
export function createPictures(folder: string, fetchDeps: FetchDeps): Pictures {
  const inTurn = createTurns(CONCURRENT)
  const keep = (bytes: Uint8Array) => inTurn(() => keepPicture(folder, bytes))
  return {
    keep,
    async fetch(url) {
      const fetched = await fetchPublicImage(fetchDeps, url, MAX_PICTURE_BYTES)
      return fetched.ok ? keep(fetched.value) : err(failure('picture-refused', fetched.error))
    },
    async read(file) {
      const extension = PICTURE_FILE_NAME.exec(file)?.[2]
      if (extension === undefined) return null
      const bytes = await readFile(join(folder, file)).catch(() => null)
      return bytes && { bytes, type: `image/${extension}` }
    },
  }
}

/** Runs at most `count` pieces of work at a time, in the order in which they came. */
function createTurns(count: number) {
  const waiting: (() => void)[] = []
  let free = count
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

async function keepPicture(folder: string, bytes: Uint8Array): Promise<Result<PictureAnswer, Failure>> {
  const kind = pictureKind(bytes)
  if (!kind) return refused('This is no JPEG, PNG, WebP, AVIF, GIF or HEIC picture. Choose another file.')
  try {
    return ok(await makeAndStore(folder, bytes))
  } catch (error) {
    if (isDiskFault(error)) throw error
    if (kind === 'heif')
      return refused('This HEIC picture cannot be read here. Save it as JPEG, then try again.')
    return refused('This picture is damaged or larger than 40 megapixels. Save it anew or smaller.')
  }
}

const refused = (words: string) => err(failure('picture-refused', words))

const isDiskFault = (error: unknown) => error instanceof Error && 'syscall' in error

async function makeAndStore(folder: string, bytes: Uint8Array): Promise<PictureAnswer> {
  const name = hash('sha256', bytes, 'hex').slice(0, 32)
  const source = decode(bytes)
  const thumbhash = await thumbHashOf(source)
  await mkdir(folder, { recursive: true })
  for (const width of PICTURE_WIDTHS) {
    await storeOnce(folder, `${name}-${width}.webp`, () => resized(source, width).webp({ quality: 78 }))
    if (width >= 320)
      await storeOnce(folder, `${name}-${width}.avif`, () =>
        resized(source, width).avif({ quality: 55, effort: 2 }),
      )
  }
  return { hash: name, thumbhash }
}

/** Upright by the camera's own note, which then goes with all other notes (place, owner, device). */
function decode(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).autoOrient()
}

/** A very tall picture is bounded too: twice as high as wide at most. */
function resized(source: Sharp, width: number): Sharp {
  return source.clone().resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true })
}

async function thumbHashOf(source: Sharp): Promise<string> {
  const small = source.clone().resize({ width: 100, height: 100, fit: 'inside' }).ensureAlpha()
  const { data, info } = await small.raw().toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}

async function storeOnce(folder: string, name: string, make: () => Sharp): Promise<void> {
  const path = join(folder, name)
  if (await exists(path)) return
  await writeWhole(path, await make().toBuffer())
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
