/** How many letters are given once this one is: the turning round of `tillLetter`, 0 for what is none. */
export function lettersUpTo(letter: string): number {
  if (!/^[A-Z]{1,4}$/.test(letter)) return 0
  return [...letter].reduce((count, each) => count * 26 + each.charCodeAt(0) - 64, 0)
}
