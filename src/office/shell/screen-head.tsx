import type { ReactNode } from 'react'
import { useLocation } from '../../app/app-context.tsx'
import styles from '../office.module.css'

/** A screen's name under the location's, with what can be done on it. */
export function ScreenHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const location = useLocation()
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <p className={styles.over}>{location.name}</p>
        <h1 className={styles.title}>{title}</h1>
      </div>
      {children != null && <div className={styles.buttons}>{children}</div>}
    </header>
  )
}
