/**
 * Leaves out of the build what libraries bring along and this app never calls: it would stand in the script that the
 * first paint waits for. Each cut must find its text, so that an update of the library stops the build and somebody
 * looks again. Tests and the development server run the libraries whole.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** A text that stands in the library exactly once, or the two texts around what goes; the second one stays. */
type Cut = string | { readonly from: string; readonly until: string }

/**
 * Dexie's live queries and hooks: the views are folded, nothing is ever queried live. Their middleware notes the ranges
 * of each write and tells them to every tab, so leaving it out also makes writes cheaper. Nothing in `src` may use
 * either: they would be silent in a build.
 */
const LIVE_QUERIES_AND_HOOKS: readonly Cut[] = [
  '        this.use(hooksMiddleware);\n',
  '        this.use(cacheExistingValuesMiddleware);\n',
  '        this.use(cacheMiddleware);\n',
  '        this.use(observabilityMiddleware);\n',
  '    liveQuery,\n    extendObservabilitySet,\n',
  '\n    cache,',
  { from: '        if (wasCreated) {\n', until: '        return db;\n' },
  {
    from: "if (typeof dispatchEvent !== 'undefined' &&\n",
    until: "if (typeof addEventListener !== 'undefined') {\n    addEventListener('pagehide'",
  },
  '            bc?.close();\n',
  '            createBC();\n            propagateLocally({ all: new RangeSet(-Infinity, [[]]) });\n',
]

/** Dexie as a build has it. */
export const slimDexie = (code: string): string => cutOut(code, LIVE_QUERIES_AND_HOOKS)

/** Takes the cuts out of a library's text; throws when one of them is not there exactly once. */
export function cutOut(code: string, cuts: readonly Cut[]): string {
  return cuts.reduce(cutOne, code)
}

function cutOne(code: string, cut: Cut): string {
  const { from, until } = typeof cut === 'string' ? { from: cut, until: '' } : cut
  const start = code.indexOf(from)
  const end = code.indexOf(until, start + from.length)
  if (start < 0 || end < 0 || code.includes(from, start + 1))
    throw new Error(`A library has changed; look again at what is cut out of it: ${JSON.stringify(from)}`)
  return code.slice(0, start) + code.slice(end)
}

/** Puts our own drawing in the place of lucide's, whose names, keys and contexts nothing here uses. */
export function slimIcon(code: string): string {
  const drawing = cutOut(code, ["import createLucideIcon from '../createLucideIcon.mjs';\n", '  size: 24,\n'])
    .replace('createLucideIcon(__iconData)', 'createIcon(__iconData)')
    .replace(/^ {2}name: .*\n/m, '')
    .replaceAll(/,\s+key: "[^"]*"/g, '')
  return `import { createIcon } from ${JSON.stringify(CREATE_ICON)};\n${drawing}`
}

const CREATE_ICON = fileURLToPath(new URL('../src/ui/create-icon.ts', import.meta.url))

/** What React tells its developer tools: they look at the development server, not at a till. */
const WITHOUT_TOOLS = { __REACT_DEVTOOLS_GLOBAL_HOOK__: 'undefined' }

/** The plugins, for builds only. */
export function slimLibraries(): Plugin[] {
  return [
    { name: 'slim-react', apply: 'build', config: () => ({ define: WITHOUT_TOOLS }) },
    {
      name: 'slim-dexie',
      apply: 'build',
      transform: {
        filter: { id: /\/dexie\/dist\/modern\/dexie\.mjs$/ },
        handler: (code) => ({ code: slimDexie(code), map: null }),
      },
    },
    {
      name: 'slim-lucide',
      apply: 'build',
      transform: {
        filter: { id: /\/lucide-react\/dist\/esm\/icons\/.*\.mjs$/, code: /createLucideIcon\(__iconData\)/ },
        handler: (code) => ({ code: slimIcon(code), map: null }),
      },
    },
  ]
}
