/** `npm start`: builds if needed, then serves app and endpoint in this process. */
import { ensureBuild } from './ensure-build.ts'

ensureBuild()
await import('../server/main.ts')
