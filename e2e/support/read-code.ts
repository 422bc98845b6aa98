/** Reads a QR code off a picture of the screen, with a reader that nobody here wrote. */
import { readFileSync } from 'node:fs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } })

/** The code's text; empty where none is found. */
export async function readCode(picture: Buffer): Promise<string> {
  const [found] = await readBarcodes(picture, { formats: ['QRCode'] })
  return found?.text ?? ''
}
