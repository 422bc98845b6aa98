/** What we owe and what we are owed: vouchers, store credit, house accounts. */
import { ScreenHead } from '../shell/screen-head.tsx'

export function MoneyScreen() {
  return <ScreenHead title="Balances" />
}
