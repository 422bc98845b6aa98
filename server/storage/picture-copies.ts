/** Copies of the pictures' folder. A picture's name stands for its contents: what is there already stays. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PICTURE_FILE_NAME } from '../pictures.ts'
import { writeWhole } from '../write-whole.ts'

/** Gives how many pictures `from` has; a folder that is not there has none. */
export async function copyPictures(from: string, to: string): Promise<number> {
  const names = (await readdir(from).catch(() => [])).filter((name) => PICTURE_FILE_NAME.test(name))
  await mkdir(to, { recursive: true })
  for (const name of names) {
    const target = join(to, name)
    if (!existsSync(target)) await writeWhole(target, await readFile(join(from, name)))
  }
  return names.length
}
