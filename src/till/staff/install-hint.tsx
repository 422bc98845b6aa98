import { useMedia } from '../../ui/use-media.ts'
import styles from './staff.module.css'

/** How to keep the till on the home screen; nothing once it runs from there. */
export function InstallHint() {
  const installed = useMedia('(display-mode: standalone)')
  if (installed) return null
  return (
    <p className={styles.hint}>
      Keep the till on this device’s home screen: on an iPad press Share, then “Add to Home Screen”; elsewhere
      choose “Install” in the browser’s menu. An installed till starts without a network and its storage is
      kept longer.
    </p>
  )
}
