/** Prints the shape of the code, and fails on a function above 80 lines or a file above 350. */
import { globSync, readFileSync } from 'node:fs'

const MAX_FUNCTION_LINES = 80
const MAX_FILE_LINES = 350

interface Outlier {
  readonly where: string
  readonly lines: number
}

const files = globSync('{core,src,server,scripts,bench}/**/*.{ts,tsx}').filter(
  (file) => !/\.test\.tsx?$/.test(file),
)
const lengths: number[] = []
const outliers: Outlier[] = []

/** A function's lines, by indentation: from its head to the closing brace at the head's own depth. */
function measure(file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  if (lines.length > MAX_FILE_LINES) outliers.push({ where: file, lines: lines.length })
  for (const [index, line] of lines.entries()) {
    if (
      !/^\s*(?:export )?(?:async )?function\b.*\{$|^\s*(?:export )?const \w+ = .*=> \{$|^ {2}(?:async )?#?\w+(?: = async)?\(.*\{$/.test(
        line,
      )
    )
      continue
    if (/^\s*(?:if|for|while|switch)\b/.test(line)) continue
    const indent = line.search(/\S/)
    const end = lines.findIndex(
      (other, at) => at > index && other.search(/\S/) === indent && /^\s*\}/.test(other),
    )
    const length = end === -1 ? 0 : end - index + 1
    lengths.push(length)
    if (length > MAX_FUNCTION_LINES) outliers.push({ where: `${file}:${index + 1}`, lines: length })
  }
}

for (const file of files) measure(file)
if (files.length === 0) throw new Error('no source was found: the check would pass on nothing')
lengths.sort((a, b) => a - b)
const at = (share: number) => lengths[Math.floor(lengths.length * share)] ?? 0
console.log(
  `${files.length} files, ${lengths.length} functions: median ${at(0.5)}, p95 ${at(0.95)}, longest ${lengths.at(-1) ?? 0} lines`,
)
for (const { where, lines } of outliers) console.error(`${where}: ${lines} lines`)
process.exitCode = outliers.length === 0 ? 0 : 1
