import type { Patch } from '../../core/journal/settings.ts'
import { Button } from '../ui/button.tsx'
import { dismissToast, say } from '../ui/toast-store.ts'
import { useWriter } from './use-editor.ts'

/** A record that can be taken out and brought back. */
export type Removable = Extract<Patch, { record: 'promotion' | 'coupon' | 'account' | 'payee' }>

export interface RemoveButtonProps {
  readonly of: Pick<Removable, 'record' | 'id'>
  /** What is said afterwards. */
  readonly words: string
  readonly onRemoved: () => void
  readonly testId: string
}

/** No question before, but a way back after. */
export function RemoveButton({ of: { record, id }, words, onRemoved, testId }: RemoveButtonProps) {
  const write = useWriter()
  const set = async (removed: boolean) => {
    const failure = await write([{ record, id, fields: { removed } } as Removable])
    if (failure !== null) say(failure, { tone: 'stop' })
    return failure === null
  }
  const remove = async () => {
    if (!(await set(true))) return
    onRemoved()
    const undo = () => void set(false).then(dismissToast)
    say(words, { action: { label: 'Undo', run: undo } })
  }
  return (
    <Button look="stop" onClick={() => void remove()} data-testid={testId}>
      Remove
    </Button>
  )
}
