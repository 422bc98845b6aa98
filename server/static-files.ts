/**
 * The built app's files, read once and answered from memory: a request chooses among known names, it never
 * becomes a path.
 */
import { hash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface StaticFiles {
  /** The answer for a file, for the app's page on a navigation, or null. */
  serve(request: Request, path: string): Promise<Response | null>
}

type Encoding = 'br' | 'gzip'

interface StaticFile {
  readonly bytes: Buffer<ArrayBuffer>
  readonly headers: Record<string, string>
  readonly compressible: boolean
  readonly packed: Map<Encoding, Promise<Buffer<ArrayBuffer>>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.txt'])

/** Reads the folder; an absent one serves nothing but a hint. */
export function loadStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>()
  for (const path of listFiles(folder))
    files.set(`/${relative(folder, path).split(sep).join('/')}`, loadFile(folder, path))
  return {
    async serve(request, path) {
      const file = files.get(path === '/' ? '/index.html' : path)
      if (file) return answer(file, request)
      if (!isNavigation(request, path)) return null
      const page = files.get('/index.html')
      return page ? answer(page, request) : NOT_BUILT()
    },
  }
}

function listFiles(folder: string): readonly string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  } catch {
    // Not built yet: the endpoint serves devices all the same.
    return []
  }
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function loadFile(folder: string, path: string): StaticFile {
  const bytes = readFileSync(path)
  const extension = extname(path)
  const immutable = relative(folder, path).startsWith(`assets${sep}`)
  const headers = {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${hash('sha256', bytes, 'hex').slice(0, 32)}"`,
    vary: 'accept-encoding',
  }
  return { bytes, headers, compressible: COMPRESSIBLE.has(extension), packed: new Map() }
}

/** A person went to an address of the app, as opposed to a page that asks for a file. */
function isNavigation(request: Request, path: string): boolean {
  const wantsPage = request.headers.get('accept')?.includes('text/html') ?? false
  if (path === '/') return true
  return wantsPage && extname(path) === ''
}

async function answer(file: StaticFile, request: Request): Promise<Response> {
  if (request.headers.get('if-none-match') === file.headers.etag)
    return new Response(null, { status: 304, headers: file.headers })
  const encoding = chooseEncoding(file, request.headers.get('accept-encoding') ?? '')
  if (!encoding) return new Response(file.bytes, { headers: file.headers })
  const packed = await pack(file, encoding)
  return new Response(packed, { headers: { ...file.headers, 'content-encoding': encoding } })
}

function chooseEncoding(file: StaticFile, accepted: string): Encoding | null {
  if (!file.compressible || file.bytes.length < 1024) return null
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)

/** Within a hundredth of what nine gives, for a tenth of the work: somebody waits for the first answer. */
const BROTLI_QUALITY = 5

/** Packed when first asked for, once. */
function pack(file: StaticFile, encoding: Encoding): Promise<Buffer<ArrayBuffer>> {
  const known = file.packed.get(encoding)
  if (known) return known
  const packed =
    encoding === 'gzip'
      ? gzipAsync(file.bytes, { level: 9 })
      : brotliAsync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
  file.packed.set(encoding, packed)
  return packed
}

const NOT_BUILT = () =>
  new Response('The app is not built yet: run "npm run build", then start again.\n', { status: 503 })
