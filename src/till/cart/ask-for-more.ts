/** Asks the endpoint, through the leading tab, for the capped goods that the open cart lacks. Nobody waits for it. */
import { onSignal, signal } from '../../replica/lease-wish.ts'
import type { TillModel } from '../till-model.ts'
import { shortageStoreOf } from './shortage-store.ts'

/** So long the cart says that it is asking, should no answer come. */
const PATIENCE_MS = 5000

const timerOf = new WeakMap<TillModel, ReturnType<typeof setTimeout>>()

/** The cart is made durable first: the tab that asks reads from the database what is needed. */
export async function askForMore(till: TillModel): Promise<void> {
  clearTimeout(timerOf.get(till))
  shortageStoreOf(till).setState({ asking: true })
  timerOf.set(
    till,
    setTimeout(() => stopAsking(till), PATIENCE_MS),
  )
  await till.keeper.flush()
  signal(till.app.replica, 'lease-wish')
}

const stopAsking = (till: TillModel) => shortageStoreOf(till).setState({ asking: false })

/** Hears that the endpoint has answered; gives what ends it. */
export const hearAnswers = (till: TillModel): (() => void) =>
  onSignal(till.app.replica, 'lease-answer', () => stopAsking(till))
