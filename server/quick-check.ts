/**
 * A schema as a plain yes-or-no function: several times as fast as parsing by it, because it builds nothing.
 * It says yes only to what parsing would give back unchanged, so an object with a key that the schema does
 * not name is a no. A no decides nothing: the caller parses by the schema itself then.
 */
import type * as v from 'valibot'

export type QuickCheck = (value: unknown) => boolean

/** The parts of valibot's schemas and actions that are read here. */
interface Node {
  readonly type: string
  readonly pipe?: readonly Node[]
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly wrapped?: Node
  readonly key?: string
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly requirement?: unknown
}

const NEVER: QuickCheck = () => false

/** Compiles a schema. What it does not know how to check is a no, never a yes. */
export function quickCheck(schema: v.GenericSchema): QuickCheck {
  return compile(schema as unknown as Node)
}

function compile(node: Node): QuickCheck {
  const { pipe } = node
  if (!pipe) return compileOne(node)
  const [schema, ...actions] = pipe
  if (!schema) return NEVER
  return actions.map(compileOne).reduce(both, compile(schema))
}

const both =
  (first: QuickCheck, second: QuickCheck): QuickCheck =>
  (value) =>
    first(value) && second(value)

const COMPILERS: Readonly<Record<string, (node: Node) => QuickCheck>> = {
  string: () => (value) => typeof value === 'string',
  number: () => (value) => typeof value === 'number',
  boolean: () => (value) => typeof value === 'boolean',
  unknown: () => () => true,
  literal: (node) => (value) => value === node.literal,
  picklist: (node) => (value) => node.options?.includes(value) ?? false,
  nullable: ({ wrapped }) => orElse(null, wrapped),
  object: ({ entries = {} }) => compileObject(entries),
  array: ({ item }) => compileArray(item),
  variant: compileVariant,
  regex:
    ({ requirement }) =>
    (value) =>
      (requirement as RegExp).test(value as string),
  max_length:
    ({ requirement }) =>
    (value) =>
      (value as string).length <= (requirement as number),
  min_length:
    ({ requirement }) =>
    (value) =>
      (value as string).length >= (requirement as number),
  min_value:
    ({ requirement }) =>
    (value) =>
      (value as number) >= (requirement as number),
  max_value:
    ({ requirement }) =>
    (value) =>
      (value as number) <= (requirement as number),
  safe_integer: () => Number.isSafeInteger,
  finite: () => Number.isFinite,
}

function compileOne(node: Node): QuickCheck {
  return COMPILERS[node.type]?.(node) ?? NEVER
}

function orElse(other: null, wrapped: Node | undefined): QuickCheck {
  const check = wrapped ? compile(wrapped) : NEVER
  return (value) => value === other || check(value)
}

function compileArray(item: Node | undefined): QuickCheck {
  const check = item ? compile(item) : NEVER
  return (value) => Array.isArray(value) && value.every(check)
}

/** Every key known, every known key right; a missing one only where it is optional. */
function compileObject(entries: Readonly<Record<string, Node>>): QuickCheck {
  const checks = new Map<string, QuickCheck>()
  let required = 0
  for (const [key, node] of Object.entries(entries)) {
    const optional = node.type === 'optional'
    checks.set(key, optional ? (node.wrapped ? compile(node.wrapped) : NEVER) : compile(node))
    if (!optional) required += 1
  }
  const optionals = new Set(Object.keys(entries).filter((key) => entries[key]?.type === 'optional'))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    let found = 0
    for (const key in value) {
      const check = checks.get(key)
      if (!check?.((value as Record<string, unknown>)[key])) return false
      if (!optionals.has(key)) found += 1
    }
    return found === required
  }
}

/** The option whose own key says the value's: all options are objects with a literal there. */
function compileVariant({ key = '', options = [] }: Node): QuickCheck {
  const byLiteral = new Map<unknown, QuickCheck>()
  for (const option of options as readonly Node[])
    byLiteral.set(option.entries?.[key]?.literal, compile(option))
  return (value) => {
    const literal = (value as Record<string, unknown> | null)?.[key]
    return byLiteral.get(literal)?.(value) ?? false
  }
}
