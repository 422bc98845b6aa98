/** First run: joins by the address's code, opens the demo, or leads through the set-up. */
import { useEffect, useState } from 'react'
import type { SetupAnswer } from '../../core/protocol/identity.ts'
import { CatalogueImport } from '../office/catalogue/catalogue-import.tsx'
import { keepDeviceKey } from '../replica/device-key.ts'
import type { Identity, JournalDatabase } from '../replica/journal-database.ts'
import { makeLocation } from '../replica/set-up.ts'
import { CatalogueStep } from '../setup/catalogue-step.tsx'
import { Setup } from '../setup/setup.tsx'
import { SetupCard } from '../setup/setup-card.tsx'
import { toNewLocation } from '../setup/setup-draft.ts'
import { createEndpointClient } from '../sync/endpoint-client.ts'
import { type App, AppContext } from './app-context.tsx'
import { join, wordsOf } from './join.ts'
import { openApp } from './open-app.ts'
import { platform } from './platform.ts'

export interface FirstRunProps {
  readonly journal: JournalDatabase
  readonly onReady: (app: App) => void
}

/** The endpoint is asked for so long; set-up itself needs no network. */
const ASK_MS = 4000

const anonymous = createEndpointClient({
  fetch: fetch.bind(globalThis),
  token: () => null,
  timeoutMs: ASK_MS,
})

export function FirstRun({ journal, onReady }: FirstRunProps) {
  const [asked, setAsked] = useState<SetupAnswer | null | 'asking'>('asking')
  const [made, setMade] = useState<App | null>(null)
  const joinUs = (code: string, name: string) => joinByCode(journal, { code, name }, onReady)
  useEffect(() => {
    void openingMove(journal, onReady).then(setAsked)
  }, [journal, onReady])
  if (made) return <LastStep app={made} onReady={onReady} />
  if (asked === 'asking') return <SetupCard step="One moment" title="Opening Barrow …" />
  const closed =
    asked?.open === false
      ? 'This endpoint already serves a pop-up: join it with a code from its office, under Devices.'
      : null
  const make = async (draft: Parameters<typeof toNewLocation>[0]) => {
    const key = await keepDeviceKey(journal)
    if (!key.ok) return key.error
    const result = await makeLocation({ journal, ...platform }, toNewLocation(draft))
    if (!result.ok) return wordsOf(result.error)
    setMade(await openCaughtUp(journal, result.value))
    return null
  }
  return <Setup onMake={make} onJoin={joinUs} closed={closed} />
}

function LastStep({ app, onReady }: { readonly app: App; readonly onReady: (app: App) => void }) {
  return (
    <AppContext value={app}>
      <CatalogueStep importer={(onDone) => <CatalogueImport onDone={onDone} />} onDone={() => onReady(app)} />
    </AppContext>
  )
}

/** A code in the address joins at once; an endpoint with a demo is joined by itself. Else: what the endpoint allows. */
async function openingMove(
  journal: JournalDatabase,
  onReady: (app: App) => void,
): Promise<SetupAnswer | null> {
  const code = location.hash.match(/^#pair=([\w-]{8,64})$/)?.[1]
  // The code is used up or void: it does not stay in the address.
  if (code) history.replaceState(null, '', location.pathname)
  if (code && (await joinByCode(journal, { code }, onReady)) === null) return null
  const answer = await anonymous.setup()
  if (!answer.ok) return null
  const { demoCode } = answer.value
  if (demoCode) await joinByCode(journal, { code: demoCode }, (app) => onReady(asOwner(app)))
  return answer.value
}

/** Gives the words of what went wrong, or null when the till is open. */
async function joinByCode(
  journal: JournalDatabase,
  { code, name = '' }: { readonly code: string; readonly name?: string },
  onReady: (app: App) => void,
): Promise<string | null> {
  const joined = await join(journal, code, name)
  if (!joined.ok) return joined.error
  // What the location has arrives behind this by sync; the surfaces wait for its settings.
  onReady(await openCaughtUp(journal, joined.value))
  return null
}

async function openCaughtUp(journal: JournalDatabase, identity: Identity): Promise<App> {
  const app = await openApp(journal, identity)
  // Whoever was signed in at another location is nobody here.
  app.session.setState({ staff: null, locked: false })
  await app.replica.catchUp()
  return app
}

/** The demo is to be looked at: its owner is signed in, as soon as the endpoint has told who that is. */
function asOwner(app: App): App {
  const { store } = app.replica
  const signIn = () => {
    const owner = store.getState().staff.find(({ role }) => role === 'owner')
    if (owner) app.session.setState({ staff: owner.id })
    return owner !== undefined
  }
  if (!signIn()) {
    const stop = store.subscribe(() => signIn() && stop())
  }
  return app
}
