import { staticScripts } from './bench/script-size.ts'

export default [
  { name: 'till, before it paints', path: [...staticScripts('index.html')], limit: '120 kB', gzip: true },
]
