import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

// What a device tells as its build; a pipeline may give a finer name.
process.env.VITE_BUILD ??= JSON.parse(readFileSync('package.json', 'utf8')).version

const endpoint = `http://localhost:${process.env.PORT ?? 8787}`
// Under the name by which the browser called it: devices sign their requests for that name.
const proxied = { target: endpoint, changeOrigin: false }

/**
 * Which files the script comes in. Few are better: a border between two costs an import list, a gzip dictionary of
 * its own, and its name in the first paint's script. What only one screen needs stays a file of its own.
 */
const chunks = [
  { name: 'first-paint', tags: ['$initial' as const], priority: 5 },
  // The customer's receipt page needs this and nothing else of the till.
  { name: 'receipt-link', test: /\/src\/till\/receipt\/receipt-link\.ts$/, priority: 4 },
  // Fetched first behind the paint: the first deed waits for the engine, keys and scanner for the start.
  { name: 'engine', test: /\/src\/replica\/engine\.ts$/, priority: 4 },
  { name: 'start', test: /\/src\/till\/start-till\.ts$/, priority: 3 },
  {
    name: 'replica',
    test: /\/(core\/(domain|journal|protocol)|src\/(replica|sync))\//,
    minShareCount: 2,
    priority: 2,
  },
  { name: 'parts', test: /\/src\/(ui|till|app)\/|\/lucide-react\//, minShareCount: 2, priority: 1 },
]

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/pwa',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,png,svg,woff2,wasm}'] },
      manifest: {
        id: '/',
        name: 'Barrow',
        short_name: 'Barrow',
        description: 'The offline-first point of sale for pop-up venues',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f5f2ea',
        theme_color: '#f5f2ea',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  // Dexie's own build for modern browsers: 2 kB less before the first paint than its wrapper for all.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  build: {
    target: 'es2022',
    manifest: 'build-manifest.json',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': proxied, '/pictures': proxied, '/healthz': proxied } },
})
