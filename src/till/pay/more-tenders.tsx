import type { LucideIcon } from 'lucide-react'
import BookUser from 'lucide-react/icons/book-user'
import Gift from 'lucide-react/icons/gift'
import HandHeart from 'lucide-react/icons/hand-heart'
import { useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './pay.module.css'
import { type Means, usePay } from './pay-context.ts'

interface Choice {
  readonly by: Means
  readonly icon: LucideIcon
  readonly words: string
}

/** The means that are needed less often. */
export function MoreTenders() {
  const { leftMinor, show } = usePay()
  const hasAccounts = useViews((views) => views.accounts.length > 0)
  const isRefund = leftMinor < 0
  const choices: readonly Choice[] = [
    isRefund
      ? { by: 'store-credit', icon: Gift, words: 'Store credit: a voucher for it' }
      : { by: 'voucher', icon: Gift, words: 'Voucher or store credit' },
    ...(hasAccounts ? [{ by: 'house-account', icon: BookUser, words: 'House account' } as const] : []),
    ...(isRefund ? [] : [{ by: 'on-the-house', icon: HandHeart, words: 'On the house' } as const]),
  ]
  return (
    <div className={styles.choices}>
      {choices.map(({ by, icon, words }) => (
        <Button
          key={by}
          wide
          className={styles.choice}
          icon={icon}
          data-testid={`pay-${by}`}
          onClick={() => show({ kind: 'take', by })}
        >
          {words}
        </Button>
      ))}
    </div>
  )
}
