import { build } from 'vite'

/** The filler as one module of the browser. */
export async function buildFiller(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'bench/support/filler.ts', formats: ['es'], fileName: 'filler' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('the filler was not built')
  return output.output[0].code
}
