/** Writing a file so that a reader sees the whole of it or none. */
import { open, rename } from 'node:fs/promises'

/** Written aside, made durable, then given its name. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${process.hrtime.bigint()}.tmp`
  const file = await open(aside, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path)
}

/** Makes durable what a file holds, or which names a folder holds. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
