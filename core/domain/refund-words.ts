/** What is wrong with a return, for the person at the till. */
import { formatQuantity } from './format.ts'
import type { BlindFlaw, RefundFlaw } from './refund.ts'

/** Says what is wrong and what to do; nothing has been changed. */
export function refundWords(flaw: RefundFlaw, locale: string): string {
  switch (flaw.kind) {
    case 'nothing-chosen':
      return 'Nothing is chosen yet. Choose what comes back.'
    case 'unknown-line':
      return 'That line is not on this receipt. Choose from its lines.'
    case 'chosen-twice':
      return 'A line is chosen twice. Give one quantity for it.'
    case 'not-returnable':
      return `“${flaw.name}” cannot come back: it is not something that was sold here.`
    case 'odd-quantity':
      return `“${flaw.name}” comes back in whole pieces, one or more.`
    case 'more-than-left':
      return flaw.left === 0
        ? `All of “${flaw.name}” has come back already.`
        : `Only ${formatQuantity(flaw.left, locale)} of “${flaw.name}” can still come back.`
  }
}

const BLIND: Readonly<Record<BlindFlaw, string>> = {
  'odd-quantity': 'Give a quantity above nought.',
  'odd-amount': 'Give an amount above nought.',
  'above-price': 'That is more than the goods cost today. Give back their price at most.',
}

export const blindWords = (flaw: BlindFlaw): string => BLIND[flaw]
