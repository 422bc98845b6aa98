/** What tabs of one device tell each other: only that something changed; the database says what. */
export type TabMessage =
  | { readonly type: 'journal' }
  | { readonly type: 'feed' }
  | { readonly type: 'acknowledged' }
  /** A cart needs more capped stock than this till holds; and the endpoint has said what it can have. */
  | { readonly type: 'lease-wish' }
  | { readonly type: 'lease-answer' }
  /** A base, or its first part, has been stored. */
  | { readonly type: 'base' }

/** The channel on which a tab says that this device was paired anew: the others must open the new journal. */
export const PAIRED_ANEW = 'barrow-paired-anew'

export interface TabChannel {
  readonly post: (message: TabMessage) => void
  readonly listen: (hear: (message: TabMessage) => void) => () => void
}

/** Over BroadcastChannel; a tab does not hear itself. */
export function openTabChannel(name = 'barrow'): TabChannel {
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen: (hear) => {
      const onMessage = (event: MessageEvent<TabMessage>) => hear(event.data)
      channel.addEventListener('message', onMessage)
      return () => channel.removeEventListener('message', onMessage)
    },
  }
}
