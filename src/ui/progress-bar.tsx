import styles from './progress-bar.module.css'

export interface ProgressBarProps {
  readonly label: string
  readonly done: number
  readonly total: number
  /** Says the share in per cent instead of both figures. */
  readonly percent?: true
}

/** How far something has come, in figures and as a bar. */
export function ProgressBar({ label, done, total, percent }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <div className={styles.wrap}>
      <div className={styles.label}>
        <span>{label}</span>
        <span>
          {percent ? `${Math.floor(share * 100)} %` : `${done.toLocaleString()} / ${total.toLocaleString()}`}
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
