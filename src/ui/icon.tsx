import type { LucideIcon } from 'lucide-react'

/** One drawing, hidden from screen readers: the words beside it or the button's label speak. */
export function Icon({ of: Drawing, size = 20 }: { of: LucideIcon; size?: number }) {
  return <Drawing size={size} aria-hidden focusable={false} />
}
