/**
 * The reasons that the till offers and that stand on a customer's receipt. Their English text is what is recorded, and
 * the key by which a receipt says them in its own language; what somebody has written stays as it is.
 */
export const RETURN_REASONS = [
  'Changed their mind',
  'Faulty',
  'Wrong size',
  'Wrong product',
  'Not as described',
] as const

export const DISCOUNT_REASONS = ['Regular', 'Damaged', 'Last one', 'Staff'] as const

export const EXEMPT_REASONS = ['Diplomatic mission', 'Charity', 'Export', 'Reseller'] as const

/** What takes goods down to the price of a scale's label. */
export const LABEL_REASON = 'By its label'

export type PresetReason =
  | (typeof RETURN_REASONS)[number]
  | (typeof DISCOUNT_REASONS)[number]
  | (typeof EXEMPT_REASONS)[number]
  | typeof LABEL_REASON

/** Between the reasons of several returns in one cart. */
export const REASON_GAP = '; '

/** Reasons in another language: those that were offered are said in it, the others stay. */
export const translateReasons = (text: string, words: Readonly<Record<PresetReason, string>>): string =>
  text
    .split(REASON_GAP)
    .map((reason) => (Object.hasOwn(words, reason) ? words[reason as PresetReason] : reason))
    .join(REASON_GAP)
