/** Composition root of the browser: which database, which identity, which surface. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { type App, AppContext } from './app/app-context.tsx'
import { openApp, startBackground } from './app/open-app.ts'
import { Surfaces } from './app/surfaces.tsx'
import { type Identity, type JournalDatabase, openJournal } from './replica/journal-database.ts'
import { nameFailure, type StorageFailure } from './replica/reopen.ts'
import { applyKeptTheme } from './ui/theme.ts'
import './ui/base.css'

const BUILD = import.meta.env.VITE_BUILD ?? 'dev'

applyKeptTheme()

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')
const root = createRoot(element)

async function start(): Promise<void> {
  if (location.pathname === '/r') return showSharedReceipt()
  try {
    const { journal, identity } = await openJournal()
    if (identity) await openSurfaces(journal, identity)
    else await showFirstRun(journal)
  } catch (error) {
    await showStorageFailure(nameFailure(error))
  }
}

async function openSurfaces(journal: JournalDatabase, identity: Identity): Promise<void> {
  const app = await openApp(journal, identity)
  // Without a snapshot (first start, or a lost views database) the views are folded before the first paint.
  if (!app.replica.store.getState().location) await app.replica.catchUp()
  showSurfaces(app)
}

function showSurfaces(app: App): void {
  root.render(
    <StrictMode>
      <AppContext value={app}>
        <Surfaces />
      </AppContext>
    </StrictMode>,
  )
  void startBackground(app, BUILD)
}

async function showFirstRun(journal: JournalDatabase): Promise<void> {
  const { FirstRun } = await import('./app/first-run.tsx')
  root.render(<FirstRun journal={journal} onReady={showSurfaces} />)
}

async function showSharedReceipt(): Promise<void> {
  const { SharedReceipt } = await import('./till/receipt/shared-receipt.tsx')
  root.render(<SharedReceipt />)
}

async function showStorageFailure(failure: StorageFailure): Promise<void> {
  const { StorageFailureScreen } = await import('./till/storage/storage-failure-screen.tsx')
  root.render(<StorageFailureScreen failure={failure} />)
}

void start()
