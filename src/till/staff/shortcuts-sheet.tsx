import { Sheet } from '../../ui/sheet.tsx'
import { BUILT_IN, SHORTCUTS } from '../shortcuts.ts'
import { useTill } from '../till-context.tsx'
import styles from './staff.module.css'

/** The table of shortcuts, read from where the handler reads it. */
export function ShortcutsSheet() {
  const { sheets } = useTill()
  return (
    <Sheet title="Keyboard shortcuts" onClose={sheets.close}>
      <dl className={styles.shortcuts}>
        {[...SHORTCUTS, ...BUILT_IN].map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
