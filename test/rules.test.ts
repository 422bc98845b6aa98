/** Rules have numbers in `docs/spec`, and tests quote them: neither is there without the other. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (file: string) => readFileSync(file, 'utf8')

const rules = globSync('docs/spec/*.md').flatMap((file) =>
  [...read(file).matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, id = '']) => id),
)

/** Whatever runs tests: contract suites and browser tests too. */
const tests = globSync('{core,src,server,test,e2e,bench}/**/*.ts')
  .map((file) => ({ file, text: read(file) }))
  .filter(({ text }) => /from '(?:vitest|@playwright\/test|.*\/fixtures\.ts)'/.test(text))

/** The rules that stand in front of tests' names, up to the colon. */
const namesOf = (text: string): readonly string[] =>
  [...text.matchAll(/['`]((?:[A-Z]\d+(?:, | and )?)+): /g)].flatMap(([, ids = '']) => ids.split(/, | and /))

test('every rule has a number of its own', () => {
  expect(rules.length).toBeGreaterThan(200)
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([])
})

test('every rule is quoted by a test, by its number', () => {
  const quoted = new Set(tests.flatMap(({ text }) => text.match(/\b[A-Z]\d+\b/g) ?? []))
  expect(rules.filter((id) => !quoted.has(id))).toEqual([])
})

test('what a test names as its rule is one', () => {
  const named = tests.flatMap(({ file, text }) => namesOf(text).map((id) => ({ file, id })))
  expect(named.length).toBeGreaterThan(200)
  expect(named.filter(({ id }) => !rules.includes(id))).toEqual([])
})
