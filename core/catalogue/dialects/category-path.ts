/** Categories as paths and lists: "Clothing > Tees, Sale" is sold under "Tees". */

/** The last step of a path; undefined stays undefined. */
export function leafOf(path: string | undefined): string | undefined {
  return path?.split('>').at(-1)?.trim()
}

/** The leaf of the first path of a list with commas; a comma in a name is written `\,`. */
export function firstLeafOf(list: string | undefined): string | undefined {
  return leafOf(list?.split(/(?<!\\),/)[0]?.replaceAll('\\,', ','))
}
