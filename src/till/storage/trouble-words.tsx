import type { StorageFailure } from '../../replica/reopen.ts'
import { failureWords } from './failure-words.ts'
import styles from './storage-trouble.module.css'

/** What happened, what is safe, what to do. */
export function TroubleWords({ failure }: { failure: StorageFailure }) {
  const words = failureWords(failure)
  return (
    <div className={styles.words} role="alert">
      <h2 className={styles.title}>{words.title}</h2>
      <p>{words.happened}</p>
      <p className={styles.safe}>{words.safe}</p>
      <ol className={styles.todo}>
        {words.todo.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  )
}
