import Download from 'lucide-react/icons/download'
import type { Decision } from '../../../core/journal/decision.ts'
import { useApp } from '../../app/app-context.tsx'
import { readBytes } from '../../replica/entries.ts'
import { Button } from '../../ui/button.tsx'
import { saveTextFile } from '../../ui/save-file.ts'
import { say } from '../../ui/toast-store.ts'

/** An unreadable entry as its device wrote it, for whoever can make sense of it. */
export function SaveBytes({ decision }: { decision: Decision }) {
  const { replica } = useApp()
  const { device, seq } = decision
  const save = async () => {
    const bytes = await readBytes(replica, { device, seq })
    if (bytes === null) {
      say('Its bytes are on the device that wrote it and at the endpoint: open this page there.')
      return
    }
    saveTextFile(`entry-${seq}.json`, bytes, 'application/json')
  }
  return (
    <Button icon={Download} onClick={() => void save()}>
      Save its bytes
    </Button>
  )
}
