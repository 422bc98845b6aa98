import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { cx } from './cx.ts'

export type BadgeTone = 'quiet' | 'warn' | 'stop' | 'go' | 'solid' | 'accent'

/** A short truth on a pill. Its words carry the meaning, its colour repeats it. */
export function Badge({ tone = 'quiet', children, className }: BadgeProps) {
  return <span className={cx(styles.badge, styles[tone], className)}>{children}</span>
}

export interface BadgeProps {
  readonly tone?: BadgeTone
  readonly children: ReactNode
  readonly className?: string | undefined
}
