import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

/** `go` is the one filled green button of a screen; `stop` cannot be undone. */
export type ButtonLook = 'go' | 'outline' | 'plain' | 'stop'

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook
  readonly size?: 'normal' | 'large'
  readonly wide?: boolean
  readonly icon?: LucideIcon
}

/** A button with words. */
export function Button(props: ButtonProps) {
  const { look = 'outline', size, wide, icon, className, children, ...rest } = props
  return (
    <button
      type="button"
      className={cx(
        styles.button,
        styles[look],
        size === 'large' && styles.large,
        wide && styles.wide,
        className,
      )}
      {...rest}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon
  /** What it does: read aloud, and shown while a pointer rests on it. */
  readonly label: string
  readonly look?: ButtonLook
  readonly iconSize?: number
}

/** A button with only a drawing, 48 px square. */
export function IconButton({ icon, label, look = 'plain', iconSize, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(styles.button, styles[look], styles.icon, className)}
      {...rest}
    >
      <Icon of={icon} {...(iconSize ? { size: iconSize } : {})} />
    </button>
  )
}
