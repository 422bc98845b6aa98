import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon } from './icon.tsx'

export interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** Why it is empty and what to do about it. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** What a list says while it has nothing to show. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon of={icon} size={32} />
      <p className={styles.title}>{title}</p>
      {children != null && <div>{children}</div>}
      {actions != null && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
