import type { ReactNode } from 'react'
import styles from './setup.module.css'

/** The frame of every set-up screen. */
export function SetupCard({
  step,
  title,
  children,
}: {
  readonly step: string
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <main className={styles.page}>
      <div className={styles.awning} aria-hidden="true" />
      <section className={styles.card} aria-labelledby="setup-title">
        <div className={styles.brand}>barrow</div>
        <div>
          <div className={styles.step}>{step}</div>
          <h1 id="setup-title" className={styles.title}>
            {title}
          </h1>
        </div>
        {children}
      </section>
    </main>
  )
}
