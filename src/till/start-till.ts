/** What an open till does besides being pressed: hears keys and scans, asks what a crash left open. */

import { startWedgeScanner } from '../devices/wedge-scanner.ts'
import { tillHead } from '../replica/deeds.ts'
import { say } from '../ui/toast-store.ts'
import { countParked } from './cart/parking.ts'
import { priceByRules } from './cart/price-by-rules.ts'
import { watchPrices } from './cart/watch-prices.ts'
import { watchShortages } from './cart/watch-shortages.ts'
import { watchUndo } from './cart/watch-undo.ts'
import { cartsElsewhere } from './questions/carts-elsewhere.ts'
import { loadSearch } from './sell/load-search.ts'
import { startShortcuts } from './shortcuts.ts'
import type { TillModel } from './till-model.ts'
import { cancelTopDialog, pageHistory, watchBack } from './watch-back.ts'

/** Starts all of it; the answer stops it. */
export function startTill(till: TillModel): () => void {
  const { replica } = till.app
  priceByRules(till)
  const stops = [
    startShortcuts(till),
    watchPrices(till),
    watchShortages(till),
    watchUndo(till),
    watchBack(till.sheets, pageHistory, cancelTopDialog),
    startWedgeScanner({ onCode: (code) => hearScan(till, code), keysWanted: () => !isSelling(till) }),
    replica.store.subscribe((views, before) => {
      if (views.salesVersion !== before.salesVersion || views.ready !== before.ready)
        void numberNextSale(till)
      if (views.ready && !before.ready) askOpenQuestions(till)
    }),
    till.app.storage.subscribe(({ failure }, before) => {
      if (failure && failure !== before.failure) till.sheets.open({ kind: 'storage-failure' })
    }),
  ]
  void countParked(till)
  void numberNextSale(till)
  if (replica.store.getState().ready) askOpenQuestions(till)
  return () => {
    for (const stop of stops) stop()
  }
}

/** Whether what is scanned goes into the cart: the till is open, and no sheet asks for something else. */
function isSelling({ app, sheets }: TillModel): boolean {
  if (app.session.getState().locked) return false
  const top = sheets.getState().sheets.at(-1)
  return !top || top.kind === 'cart'
}

/** A scan that hits a sheet has typed into its keypad: the sheet hears of it and starts anew. */
function hearScan(till: TillModel, code: string): void {
  if (isSelling(till)) {
    void loadSearch().then(({ takeScan }) => takeScan(till, code))
    return
  }
  till.place.setState(({ strayScans }) => ({ strayScans: strayScans + 1 }))
  const { locked } = till.app.session.getState()
  say(`Not scanned: ${locked ? 'unlock the till' : 'close this sheet'} first.`, { tone: 'warn' })
}

/** Only an expectation: the number is given inside the transaction that records the sale. */
async function numberNextSale({ app, place }: TillModel): Promise<void> {
  const { receipts } = await tillHead(app.replica)
  place.setState({ nextReceipt: String(receipts + 1).padStart(4, '0') })
}

/** Asks what a crash left open, once it is known which cart is this tab's. */
function askOpenQuestions(till: TillModel): void {
  if (till.carts.getState().adopted) return void askWhatNobodyElseTakes(till)
  const stop = till.carts.subscribe(({ adopted }) => {
    if (!adopted) return
    stop()
    void askWhatNobodyElseTakes(till)
  })
}

async function askWhatNobodyElseTakes({ app, carts, sheets }: TillModel): Promise<void> {
  const elsewhere = await cartsElsewhere(carts.getState().cart.id)
  const { questions } = app.replica.store.getState()
  const asked = sheets.getState().sheets.length > 0
  if (!asked && questions.some(({ sale }) => !elsewhere.has(sale))) sheets.open({ kind: 'questions' })
}
