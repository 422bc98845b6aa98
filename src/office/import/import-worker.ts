/** Reads and plans off the screen's thread: 10,000 rows never freeze it. */
import { v7 } from 'uuid'
import type { ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import type { Decode } from '../../../core/catalogue/decode.ts'
import type { ImportReport, ImportRequest } from './import-messages.ts'
import { readFile } from './read-file.ts'

/** What the screen's thread seals and writes between two frames that it shows. */
const BODIES_AT_ONCE = 4

let bodies: readonly ImportBody[] = []
let given = 0

const report = (message: ImportReport) => postMessage(message)

const decode: Decode = (bytes, encoding, fatal) => new TextDecoder(encoding, { fatal }).decode(bytes)

addEventListener('message', ({ data: request }: MessageEvent<ImportRequest>) => {
  if (request.kind === 'next') {
    report({ kind: 'next', bodies: bodies.slice(given, given + BODIES_AT_ONCE) })
    given += BODIES_AT_ONCE
    return
  }
  const onProgress = (done: number, total: number) => report({ kind: 'progress', done, total })
  const read = readFile(request, { decode, newId: () => v7(), onProgress })
  if (!read.ok) return report({ kind: 'refused', message: read.error })
  bodies = read.value.bodies
  given = 0
  report({ kind: 'preview', preview: read.value.preview })
})
