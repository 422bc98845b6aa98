/** Options that tell variants apart are kept; columns that nobody filled, and placeholders, are not. */
import { cleanLine, cutText } from './clean-text.ts'
import type { ImportedVariant } from './imported.ts'

/** What shops write where a product has only one form. */
const PLACEHOLDER = /^(?:default title|regular|standard|default|normal)?$/i

interface Optioned {
  readonly optionNames: readonly string[]
  readonly variants: readonly ImportedVariant[]
}

/** Drops unused slots; a single variant that only says "Default Title" or "Regular" has no options at all. */
export function keepUsedOptions(names: readonly string[], variants: readonly ImportedVariant[]): Optioned {
  const [only] = variants
  if (variants.length === 1 && only?.options.every((option) => PLACEHOLDER.test(option.trim()))) {
    const hasNames = names.some((name) => name !== '' && !/^(?:title|variation)$/i.test(name))
    const isPlaced = only.options.some((option) => option.trim() !== '')
    if (!hasNames || !isPlaced) return { optionNames: [], variants: [{ ...only, options: [] }] }
  }
  const used = slotsOf(variants)
  return {
    optionNames: used.map((slot) => cutText(cleanLine(names[slot] ?? ''), 100) || `Option ${slot + 1}`),
    variants: variants.map((variant) => ({
      ...variant,
      options: used.map((slot) => optionOf(variant, slot)),
    })),
  }
}

function slotsOf(variants: readonly ImportedVariant[]): readonly number[] {
  const width = Math.max(...variants.map(({ options }) => options.length), 0)
  return Array.from({ length: Math.min(width, 8) }, (_, slot) => slot).filter((slot) =>
    variants.some(({ options }) => (options[slot] ?? '') !== ''),
  )
}

const optionOf = ({ options }: ImportedVariant, slot: number): string =>
  cutText(cleanLine(options[slot] ?? ''), 200)
