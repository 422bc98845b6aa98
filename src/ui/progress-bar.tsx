import styles from './progress-bar.module.css'

export interface ProgressBarProps {
  readonly label: string
  readonly done: number
  readonly total: number
}

/** How far something has come, in figures and as a bar. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <div className={styles.wrap}>
      <div className={styles.label}>
        <span>{label}</span>
        <span>
          {done.toLocaleString()} / {total.toLocaleString()}
        </span>
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <div className={styles.fill} style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  )
}
