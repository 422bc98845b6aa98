import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import styles from './toast.module.css'
import { dismissToast, type Toast, toastStore } from './toast-store.ts'

const PLAIN_MS = 4000
const WITH_ACTION_MS = 8000

/** Where toasts appear. Once per surface. A popover, so that it lies above open sheets. */
export function ToastRegion() {
  const toast = useStore(toastStore, (state) => state.toast)
  const region = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = region.current
    if (!element?.showPopover) return
    if (element.matches(':popover-open')) element.hidePopover()
    if (toast) element.showPopover()
  }, [toast])
  return (
    <div ref={region} popover="manual" className={styles.region}>
      <div role="status" aria-live="polite">
        {toast && <ToastBody key={toast.id} toast={toast} />}
      </div>
    </div>
  )
}

function ToastBody({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(dismissToast, toast.action ? WITH_ACTION_MS : PLAIN_MS)
    return () => clearTimeout(timer)
  }, [held, toast])
  const { action } = toast
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer resting here only holds the timer.
    <div
      className={styles.toast}
      data-testid="toast"
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{toast.text}</span>
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            dismissToast()
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  )
}
