/** Puts a mutant in the place of its module: called before anything else of the product is loaded. */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MUTANTS } from './mutants.ts'

export function mutate(name: string): void {
  const mutant = MUTANTS.find((one) => one.name === name)
  if (!mutant) throw new Error(`there is no mutant ${name}`)
  const { module, from, to } = mutant
  const url = pathToFileURL(join(import.meta.dirname, '../..', module)).href
  registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context)
      if (loaded !== url) return result
      const source = String(result.source)
      if (source.split(from).length !== 2)
        throw new Error(`${name}: ${module} does not hold its text once: ${from}`)
      return { ...result, source: source.replace(from, () => to) }
    },
  })
}
