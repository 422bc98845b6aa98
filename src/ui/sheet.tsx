import X from 'lucide-react/icons/x'
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { openAgain } from './open-again.ts'
import styles from './sheet.module.css'
import { useSwipeAway } from './use-swipe-away.ts'

export interface SheetProps {
  readonly title: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  /** `side` rises over the cart (a phone: from below); `middle` is a short question. */
  readonly place?: 'side' | 'middle'
  /** On a phone: as tall as the screen allows, so that nothing jumps while its content changes. */
  readonly tall?: boolean
  /** False where a person must answer: Escape, swipe and backdrop then call `onRefuseClose`. */
  readonly closable?: boolean
  readonly onRefuseClose?: () => void
  readonly onKeyDown?: (event: KeyboardEvent<HTMLDialogElement>) => void
  readonly headExtra?: ReactNode
  readonly testId?: string
}

/**
 * A sheet over the screen: the platform's modal dialog, so that the focus stays inside and comes back to where
 * it was, and what lies below is inert. Closes with Escape, the backdrop, a swipe or its cross.
 */
export function Sheet(props: SheetProps) {
  const { title, children, place = 'side', closable = true, tall, testId, headExtra, onKeyDown } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const leave = () => (closable ? props.onClose() : props.onRefuseClose?.())
  useModal(dialog)
  const swipe = useSwipeAway(dialog, leave)
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={titleId}
      data-testid={testId}
      className={cx(styles.sheet, place === 'middle' && styles.middle, tall && styles.tall)}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        leave()
      }}
      onClose={() => openAgain(dialog.current) && leave()}
      onClick={(event) => event.target === dialog.current && leave()}
      onKeyDown={(event) => {
        // A key held down must not press the next step's button too.
        if (event.key === 'Enter' && event.repeat) event.preventDefault()
        onKeyDown?.(event)
      }}
    >
      <div className={styles.head} {...swipe}>
        <h2 id={titleId} className={cx(styles.title, place === 'middle' && styles.small)}>
          {title}
        </h2>
        {headExtra}
        {closable && <IconButton icon={X} label="Close" onClick={props.onClose} />}
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}

function useModal(dialog: RefObject<HTMLDialogElement | null>) {
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    if (!element.open) element.showModal()
    const first = element.querySelector<HTMLElement>('[data-autofocus]') ?? element
    first.focus()
    return () => element.close()
  }, [dialog])
}
