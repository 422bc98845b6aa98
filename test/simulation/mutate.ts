/** Puts a mutant in the place of its module: called before anything else of the product is loaded. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MUTANTS } from './mutants.ts'

export function mutate(name: string): void {
  const mutant = MUTANTS.find((one) => one.name === name)
  if (!mutant) throw new Error(`there is no mutant ${name}`)
  const { module, from, to } = mutant
  const file = join(import.meta.dirname, '../..', module)
  if (readFileSync(file, 'utf8').split(from).length !== 2)
    throw new Error(`${name}: ${module} does not hold its text once: ${from}`)
  const url = pathToFileURL(file).href
  registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context)
      if (loaded !== url) return result
      const source = String(result.source)
      return { ...result, source: source.replace(from, () => to) }
    },
  })
}
