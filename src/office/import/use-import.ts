/** The import of this screen: its worker, its journal, and what is known of the catalogue when a file is read. */
import { useEffect, useState } from 'react'
import type { Location } from '../../../core/domain/location.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import { err, ok } from '../../../core/result.ts'
import type { App } from '../../app/app-context.tsx'
import { useApp, useLocation, useStaff } from '../../app/app-context.tsx'
import { failureText } from '../failure-text.ts'
import type { ImportReport } from './import-messages.ts'
import { createImport, type ImportFlow, type ImportWorker } from './import-store.ts'
import { recallMapping, rememberMapping } from './mapping-memory.ts'
import { writeBodies } from './write-bodies.ts'

/** One import for as long as the screen is shown; its worker ends with it. */
export function useImport(): ImportFlow {
  const app = useApp()
  const location = useLocation()
  const staff = useStaff()
  const [flow] = useState(() => openImport(app, location, staff))
  useEffect(() => () => flow.close(), [flow])
  return flow
}

function openImport({ replica }: App, location: Location, staff: Staff | null): ImportFlow {
  return createImport({
    openWorker: openImportWorker,
    readRequest: (bytes, mapping) => {
      const { products, categories, taxRates, stock } = replica.store.getState()
      return {
        kind: 'read',
        bytes,
        mapping,
        current: { products, categories, taxRates, stock },
        currency: location.currency,
        defaultRate: location.defaultTaxRate,
        locationName: location.name,
      }
    },
    write: async (bodies) => {
      const written = await writeBodies(replica, bodies, staff?.id ?? null)
      await replica.deps.idle()
      return written.ok ? ok(true) : err(failureText(written.error))
    },
    recall: (columns) => recallMapping(localStorage, columns),
    remember: (columns, mapping) => rememberMapping(localStorage, columns, mapping),
  })
}

function openImportWorker(): ImportWorker {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' })
  return {
    post: (request, transfer) => worker.postMessage(request, transfer),
    listen: (hear, onCrash) => {
      worker.addEventListener('message', ({ data }: MessageEvent<ImportReport>) => hear(data))
      worker.addEventListener('error', onCrash)
    },
    close: () => worker.terminate(),
  }
}
