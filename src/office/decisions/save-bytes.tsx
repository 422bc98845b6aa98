import Download from 'lucide-react/icons/download'
import type { Decision } from '../../../core/journal/decision.ts'
import { useApp } from '../../app/app-context.tsx'
import { readBytes } from '../../replica/entries.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob, saveTextFile } from '../../ui/save-file.ts'
import { say } from '../../ui/toast-store.ts'

/** An unreadable entry as its device wrote it, for whoever can make sense of it: from here, else from the endpoint. */
export function SaveBytes({ decision }: { decision: Decision }) {
  const { replica, endpoint } = useApp()
  const { device, seq } = decision
  const save = async () => {
    const name = `entry-${seq}.txt`
    const own = await readBytes(replica, { device, seq })
    if (own !== null) return saveTextFile(name, own)
    const kept = await endpoint.unreadable(device, seq)
    if (kept.ok) return saveBlob(name, kept.value)
    say('Its bytes are kept at the endpoint, which does not hand them out now. Try again when it is reached.')
  }
  return (
    <Button icon={Download} onClick={() => void save()} data-testid="decision-save-bytes">
      Save its bytes
    </Button>
  )
}
