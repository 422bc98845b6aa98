import { useApp, useStorageHealth } from '../../app/app-context.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
import { StorageTrouble } from './storage-trouble.tsx'

/** A write behind the scenes failed (the open cart could not be kept): told at once, before it matters. */
export function StorageFailureSheet() {
  const { sheets, keeper } = useTill()
  const { storage } = useApp()
  const failure = useStorageHealth((health) => health.failure)
  const close = () => {
    storage.setState({ failure: null })
    sheets.close()
  }
  if (!failure) return null
  return (
    <Sheet title="Storage" onClose={close}>
      <StorageTrouble
        failure={failure}
        onBack={close}
        onRetry={() => {
          close()
          void keeper.flush()
        }}
      />
    </Sheet>
  )
}
