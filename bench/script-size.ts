/** The script that the till needs before it paints: the entry and all that it imports statically. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { BenchRow } from './row.ts'

interface ManifestChunk {
  readonly file: string
  readonly imports?: readonly string[]
}

/** The files of an entry and its static imports, from Vite's build manifest. */
export function staticScripts(entry: string, folder = 'dist'): readonly string[] {
  const manifest = JSON.parse(readFileSync(`${folder}/build-manifest.json`, 'utf8')) as Record<
    string,
    ManifestChunk
  >
  const seen = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return
    seen.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(entry)
  return [...seen].map((file) => `${folder}/${file}`)
}

export async function benchScriptSize(): Promise<readonly BenchRow[]> {
  const files = staticScripts('index.html')
  const kilobytes =
    files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000
  return [
    {
      name: 'script-till-gzip',
      unit: 'kB',
      value: kilobytes,
      p50: null,
      p95: null,
      p99: null,
      n: files.length,
      baseline: 67.4,
      ratio: kilobytes / 67.4,
    },
  ]
}
