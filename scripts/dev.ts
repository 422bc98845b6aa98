/** `npm run dev`: the endpoint with restart on change, and Vite with hot reload in front of it. */
import { spawn } from 'node:child_process'

const children = [
  spawn(process.execPath, ['--watch', 'server/main.ts', ...process.argv.slice(2)], { stdio: 'inherit' }),
  spawn('npx', ['--no-install', 'vite', '--host'], { stdio: 'inherit' }),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const child of children) child.on('exit', stop)
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
