/** How money is taken here: cash, tips, transfers, payments on the customer's phone, vouchers. */
import { ScreenHead } from '../shell/screen-head.tsx'

export function PaymentsScreen() {
  return <ScreenHead title="Payments" />
}
