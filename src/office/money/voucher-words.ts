/** Vouchers in words. Pure. */
import { formatDay } from '../../../core/domain/format.ts'
import type { VoucherPurpose } from '../../../core/journal/state.ts'
import type { BadgeTone } from '../../ui/badge.tsx'
import type { ListedVoucher, VoucherStanding } from './voucher-list.ts'

export const PURPOSE_WORDS: Readonly<Record<VoucherPurpose, string>> = {
  multi: 'Gift card',
  single: 'For goods of one tax rate',
  'store-credit': 'Store credit',
}

export const STANDING_WORDS: Readonly<Record<VoucherStanding, string>> = {
  open: 'Open',
  expired: 'Expired',
  'used-up': 'Used up',
  amiss: 'Needs a decision',
}

export const STANDING_TONES: Readonly<Record<VoucherStanding, BadgeTone>> = {
  open: 'go',
  expired: 'warn',
  'used-up': 'quiet',
  amiss: 'stop',
}

/** "Gift card, used 2 times, until 30 Nov 2026". */
export function voucherWords(
  { purpose, uses, expiresAt }: ListedVoucher,
  { locale, zone }: { readonly locale: string; readonly zone: string },
): string {
  const parts = [
    purpose === null ? 'Nobody here knows where it was issued' : PURPOSE_WORDS[purpose],
    uses === 0 ? 'never used' : uses === 1 ? 'used once' : `used ${uses.toLocaleString('en')} times`,
    expiresAt === null ? '' : `until ${formatDay(expiresAt, zone, locale)}`,
  ]
  return parts.filter(Boolean).join(', ')
}
