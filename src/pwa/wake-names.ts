/** What page and service worker call it when there is a network again. */
export const OUTBOX_TAG = 'barrow-outbox'
export const WAKE_MESSAGE = 'barrow-wake'
