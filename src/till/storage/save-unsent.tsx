import Download from 'lucide-react/icons/download'
import { use, useState } from 'react'
import { AppContext } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { saveTextFile } from '../../ui/save-file.ts'
import styles from './storage-trouble.module.css'
import { unsentText } from './unsent-text.ts'

/** Saves what only this device holds as a file: the way out when nothing else works. */
export function SaveUnsent() {
  const replica = use(AppContext)?.replica ?? null
  const [answer, setAnswer] = useState<string | null>(null)
  const save = async () => {
    const text = await unsentText(replica)
    if (text) saveTextFile('barrow-unsent-sales.ndjson', text, 'application/x-ndjson')
    setAnswer(
      text
        ? 'Saved. Keep this file until the sales are at the endpoint.'
        : 'There is nothing unsent to save.',
    )
  }
  return (
    <div className={styles.save}>
      <Button wide icon={Download} data-testid="save-unsent" onClick={() => void save()}>
        Save unsent sales as a file
      </Button>
      <span role="status">{answer}</span>
    </div>
  )
}
