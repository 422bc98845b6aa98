/** The import as a life cycle: choose, read, map, look, write, done. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { unreachable } from '../../../core/assert.ts'
import type { ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import type { ColumnMapping } from '../../../core/catalogue/import-catalogue.ts'
import type { Result } from '../../../core/result.ts'
import type { ImportPreview, ImportReport, ImportRequest, ReadRequest } from './import-messages.ts'

export interface ChosenFile {
  readonly name: string
  readonly bytes: ArrayBuffer
}

export type ImportState =
  | { readonly kind: 'choose'; readonly problem: string | null }
  /** `total` is 0 until the rows are counted. */
  | { readonly kind: 'reading'; readonly file: ChosenFile; readonly done: number; readonly total: number }
  | {
      readonly kind: 'mapping'
      readonly file: ChosenFile
      readonly preview: ImportPreview
      readonly mapping: ColumnMapping
    }
  | { readonly kind: 'preview'; readonly file: ChosenFile; readonly preview: ImportPreview }
  | {
      readonly kind: 'writing'
      readonly file: ChosenFile
      readonly preview: ImportPreview
      readonly written: number
    }
  | { readonly kind: 'done'; readonly file: ChosenFile; readonly preview: ImportPreview }
  /** Some entries may be written: importing the file again goes on where this one stopped. */
  | { readonly kind: 'stopped'; readonly file: ChosenFile; readonly problem: string }

/** The worker as the store sees it; a test gives one without a thread. */
export interface ImportWorker {
  readonly post: (request: ImportRequest, transfer: Transferable[]) => void
  readonly listen: (hear: (report: ImportReport) => void, onCrash: () => void) => void
  readonly close: () => void
}

export interface ImportDeps {
  readonly openWorker: () => ImportWorker
  /** The location and its catalogue as they are when the file is read. */
  readonly readRequest: (bytes: ArrayBuffer, mapping: ColumnMapping | undefined) => ReadRequest
  /** Makes the bodies entries of the journal, all or none; the error is in a person's words. */
  readonly write: (bodies: readonly ImportBody[]) => Promise<Result<unknown, string>>
  readonly recall: (columns: readonly string[]) => ColumnMapping | null
  readonly remember: (columns: readonly string[], mapping: ColumnMapping) => void
}

export interface ImportFlow {
  readonly store: StoreApi<ImportState>
  readonly choose: (file: ChosenFile) => void
  readonly refuse: (problem: string) => void
  readonly map: (mapping: ColumnMapping) => void
  /** Back from a preview to its mapping. */
  readonly remap: () => void
  readonly confirm: () => void
  readonly reset: () => void
  /** Ends the worker. */
  readonly close: () => void
}

const CRASHED = 'Reading the file failed. Nothing was changed. Try again, or cut the file into smaller ones.'

/** One import after another, on one worker. */
export function createImport(deps: ImportDeps): ImportFlow {
  const store = createStore<ImportState>(() => ({ kind: 'choose', problem: null }))
  const flow = new Flow(deps, store)
  return {
    store,
    choose: (file) => flow.read(file, undefined),
    refuse: (problem) => store.setState({ kind: 'choose', problem }, true),
    map: (mapping) => flow.map(mapping),
    remap: () => flow.remap(),
    confirm: () => flow.confirm(),
    reset: () => flow.reset(),
    close: () => flow.close(),
  }
}

class Flow {
  readonly #deps: ImportDeps
  readonly #store: StoreApi<ImportState>
  #worker: ImportWorker | null = null
  #mapping: ColumnMapping | undefined

  constructor(deps: ImportDeps, store: StoreApi<ImportState>) {
    this.#deps = deps
    this.#store = store
  }

  read(file: ChosenFile, mapping: ColumnMapping | undefined): void {
    this.#mapping = mapping
    this.#set({ kind: 'reading', file, done: 0, total: 0 })
    // A copy travels, so that the file can be read again by another mapping.
    const request = this.#deps.readRequest(file.bytes.slice(0), mapping)
    this.#open().post(request, [request.bytes])
  }

  map(mapping: ColumnMapping): void {
    const state = this.#store.getState()
    if (state.kind !== 'mapping') return
    this.#deps.remember(state.preview.columns, mapping)
    this.read(state.file, mapping)
  }

  remap(): void {
    const state = this.#store.getState()
    if (state.kind !== 'preview') return
    const { file, preview } = state
    this.#set({ kind: 'mapping', file, preview, mapping: this.#mapping ?? preview.proposal })
  }

  confirm(): void {
    const state = this.#store.getState()
    if (state.kind !== 'preview') return
    this.#set({ ...state, kind: 'writing', written: 0 })
    this.#open().post({ kind: 'next' }, [])
  }

  reset(): void {
    this.close()
    this.#set({ kind: 'choose', problem: null })
  }

  close(): void {
    this.#worker?.close()
    this.#worker = null
  }

  #set(state: ImportState): void {
    this.#store.setState(state, true)
  }

  #open(): ImportWorker {
    if (this.#worker) return this.#worker
    const worker = this.#deps.openWorker()
    worker.listen(
      (report) => this.#hear(report),
      () => this.#crash(),
    )
    this.#worker = worker
    return worker
  }

  #crash(): void {
    const state = this.#store.getState()
    this.close()
    if (state.kind === 'writing') this.#set({ kind: 'stopped', file: state.file, problem: CRASHED })
    else this.#set({ kind: 'choose', problem: CRASHED })
  }

  #hear(report: ImportReport): void {
    const state = this.#store.getState()
    switch (report.kind) {
      case 'progress':
        if (state.kind === 'reading') this.#set({ ...state, done: report.done, total: report.total })
        return
      case 'refused':
        this.#set({ kind: 'choose', problem: report.message })
        return
      case 'preview':
        if (state.kind === 'reading') this.#show(state.file, report.preview)
        return
      case 'next':
        if (state.kind === 'writing') void this.#write(state, report.bodies)
        return
      default:
        unreachable(report)
    }
  }

  /** A header that was mapped before is read by that mapping at once; another unknown one asks first. */
  #show(file: ChosenFile, preview: ImportPreview): void {
    const known = preview.dialect === 'unknown' ? this.#deps.recall(preview.columns) : null
    if (preview.dialect !== 'unknown') this.#set({ kind: 'preview', file, preview })
    else if (known?.name !== undefined) this.read(file, known)
    else this.#set({ kind: 'mapping', file, preview, mapping: preview.proposal })
  }

  async #write(
    state: Extract<ImportState, { kind: 'writing' }>,
    bodies: readonly ImportBody[],
  ): Promise<void> {
    const { file, preview, written } = state
    if (bodies.length === 0) return this.#set({ kind: 'done', file, preview })
    const result = await this.#deps.write(bodies)
    if (!result.ok) return this.#set({ kind: 'stopped', file, problem: result.error })
    this.#set({ ...state, written: written + bodies.length })
    this.#worker?.post({ kind: 'next' }, [])
  }
}
