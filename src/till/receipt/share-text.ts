import { say } from '../../ui/toast-store.ts'

/** Hands a text to the platform's share sheet, or to the clipboard where there is none. */
export async function shareText(title: string, text: string): Promise<void> {
  if (navigator.share) {
    // Closing the share sheet without a choice is an abort, not a failure.
    await navigator.share({ title, text }).catch(() => undefined)
    return
  }
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  )
  say(copied ? 'Receipt copied as text' : 'This browser lets no page copy. Print it, or show the code.', {
    tone: copied ? 'plain' : 'warn',
  })
}
