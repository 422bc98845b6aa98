import { useRef } from 'react'
import { cx } from '../../ui/cx.ts'
import windowStyles from '../../ui/row-window.module.css'
import { useRowWindow } from '../../ui/use-row-window.ts'
import styles from './import.module.css'
import type { PreviewLine } from './preview-lines.ts'
import { useSlim } from './use-slim.ts'

/** Any number of lines; only those near the sight are in the document. */
export function PreviewList({
  label,
  lines,
}: {
  readonly label: string
  readonly lines: readonly PreviewLine[]
}) {
  const container = useRef<HTMLDivElement>(null)
  const slim = useSlim(container, 40)
  const pitchRem = slim ? 7.5 : 4.5
  const { first, end, pitchPx } = useRowWindow(container, { itemCount: lines.length, pitchRem })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard.
    <section ref={container} className={cx(styles.list, slim && styles.slim)} aria-label={label} tabIndex={0}>
      {lines.length === 0 && <p className={styles.quiet}>None.</p>}
      <div className={windowStyles.space} style={{ height: lines.length * pitchPx }}>
        <ul className={windowStyles.slice} style={{ transform: `translateY(${first * pitchPx}px)` }}>
          {lines.slice(first, end).map((line) => (
            <li
              key={line.key}
              className={styles.line}
              style={{ height: `${pitchRem}rem` }}
              data-testid="import-line"
            >
              <span className={styles.place}>{line.place}</span>
              <span className={styles.lineTitle}>{line.title}</span>
              <span className={styles.detail}>{line.detail}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
